using System.Collections.Immutable;
using System.Text;

namespace FusionOfN.Providers;

/// <summary>One field of <c>usage</c> that servers send.</summary>
/// <param name="Path">Its name, or the name of the object that holds it, a dot, and its name.</param>
/// <param name="Count">What it counts.</param>
/// <param name="Senders">Who sends it.</param>
internal sealed record UsageField(string Path, UsageCount Count, string Senders)
{
    private readonly byte[] _parent = Encoding.UTF8.GetBytes(Path.Contains('.', StringComparison.Ordinal) ? Path.Split('.')[0] : "");
    private readonly byte[] _name = Encoding.UTF8.GetBytes(Path.Split('.')[^1]);

    /// <summary>The fields that are read, everywhere where usage stands: in a reply, in <c>choices[0]</c> (Moonshot), in <c>x_groq</c> (Groq).</summary>
    /// <remarks>Sources: the API references of the senders named. docs/wire.md shows the same table.</remarks>
    public static ImmutableArray<UsageField> All { get; } =
    [
        new("prompt_tokens", UsageCount.Prompt, "OpenAI and most others"),
        new("completion_tokens", UsageCount.Answer, "OpenAI and most others"),
        new("total_tokens", UsageCount.Total, "OpenAI and most others"),
        new("prompt_tokens_details.cached_tokens", UsageCount.Cached, "OpenAI and most others"),
        new("completion_tokens_details.reasoning_tokens", UsageCount.Reasoning, "OpenAI and most others"),
        new("input_tokens", UsageCount.Prompt, "OpenAI Responses, Anthropic, proxies of them"),
        new("output_tokens", UsageCount.Answer, "OpenAI Responses, Anthropic, proxies of them"),
        new("input_tokens_details.cached_tokens", UsageCount.Cached, "OpenAI Responses, proxies of it"),
        new("output_tokens_details.reasoning_tokens", UsageCount.Reasoning, "OpenAI Responses, proxies of it"),
        new("prompt_cache_hit_tokens", UsageCount.Cached, "DeepSeek"),
        new("cached_tokens", UsageCount.Cached, "Moonshot"),
        new("reasoning_tokens", UsageCount.Reasoning, "Perplexity, SGLang"),
        new("cost", UsageCount.Cost, "OpenRouter"),
        new("cost.total_cost", UsageCount.Cost, "Perplexity"),
    ];

    /// <summary>The field with a name inside an object; null when it is none.</summary>
    public static UsageField? Find(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name)
    {
        foreach (UsageField field in All)
        {
            if (name.SequenceEqual(field._name) && parent.SequenceEqual(field._parent)) return field;
        }

        return null;
    }
}

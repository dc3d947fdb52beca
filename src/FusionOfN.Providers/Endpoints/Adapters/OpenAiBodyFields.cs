#pragma warning disable SCME0001 // JsonPatch is experimental, and the only way to fields the package does not know.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace FusionOfN.Providers;

/// <summary>
/// Body fields that the OpenAI adapter does not send by itself: the endpoint's extra fields, <c>top_k</c>, sampler settings in a call's
/// additional properties, and the old name of the token limit.
/// </summary>
internal sealed class OpenAiBodyFields
{
    /// <summary>Additional properties that are samplers of vLLM, SGLang, llama.cpp and OpenRouter, sent under their own name. Others stay here.</summary>
    private static readonly string[] Samplers = ["min_p", "top_a", "typical_p", "repetition_penalty", "repeat_penalty", "min_tokens"];

    private readonly JsonObject? _endpointFields;
    private readonly string _tokenLimitField;

    public OpenAiBodyFields(EndpointOptions options)
    {
        _endpointFields = options.ExtraBody;
        _tokenLimitField = options.TokenLimitField;
    }

    /// <summary>Returns the options to send: a copy with a factory for the raw options, a new instance of those per call.</summary>
    public ChatOptions? Apply(ChatOptions? options)
    {
        Dictionary<string, string> fields = Collect(options);
        if (fields.Count == 0) return options;
        ChatOptions copy = options?.Clone() ?? new ChatOptions();
        if (fields.ContainsKey(EndpointOptions.MaxTokens)) copy.MaxOutputTokens = null;
        Func<IChatClient, object?>? before = copy.RawRepresentationFactory;
        copy.RawRepresentationFactory = client =>
        {
            ChatCompletionOptions raw = before?.Invoke(client) as ChatCompletionOptions ?? new ChatCompletionOptions();
            foreach ((string name, string json) in fields) raw.Patch.Set(Path(name), Encoding.UTF8.GetBytes(json));
            return raw;
        };
        return copy;
    }

    private Dictionary<string, string> Collect(ChatOptions? options)
    {
        Dictionary<string, string> fields = [];
        foreach ((string name, JsonNode? value) in _endpointFields ?? [])
        {
            if (!IsSetByCall(name, options)) fields[name] = value?.ToJsonString() ?? "null";
        }

        if (options is null) return fields;
        if (options.TopK is { } topK) fields["top_k"] = JsonSerializer.Serialize(topK);
        if (options.MaxOutputTokens is { } limit && _tokenLimitField == EndpointOptions.MaxTokens)
            fields[EndpointOptions.MaxTokens] = JsonSerializer.Serialize(limit);
        foreach (string name in Samplers)
        {
            if (options.AdditionalProperties?.TryGetValue(name, out object? value) == true && value is not null)
                fields[name] = JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions);
        }

        foreach ((string name, JsonNode? value) in CallBody.Of(options) ?? []) fields[name] = value?.ToJsonString() ?? "null";
        return fields;
    }

    // A patch wins over what the adapter writes; the endpoint's field is only the default.
    private static bool IsSetByCall(string name, ChatOptions? options) => options is not null && name switch
    {
        "temperature" => options.Temperature is not null,
        "top_p" => options.TopP is not null,
        "seed" => options.Seed is not null,
        "stop" => options.StopSequences is { Count: > 0 },
        EndpointOptions.MaxTokens or EndpointOptions.MaxCompletionTokens => options.MaxOutputTokens is not null,
        "frequency_penalty" => options.FrequencyPenalty is not null,
        "presence_penalty" => options.PresencePenalty is not null,
        "response_format" => options.ResponseFormat is not null,
        "reasoning_effort" => options.Reasoning?.Effort is not null,
        "tools" => options.Tools is { Count: > 0 },
        "tool_choice" => options.ToolMode is not null,
        _ => false,
    };

    private static byte[] Path(string name) =>
        Encoding.UTF8.GetBytes(name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"$.{name}" : $"$['{name}']");
}

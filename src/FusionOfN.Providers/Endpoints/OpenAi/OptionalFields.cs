using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace FusionOfN.Providers;

/// <summary>Fields of a request that a model can answer without, and which of them this one was found not to take: it is asked once more without, and from then on without.</summary>
internal sealed partial class OptionalFields(EndpointOptions options)
{
    /// <summary>The field that asks for usage at the end of a stream. What it costs to leave it out is seen in the usage.</summary>
    public const string StreamOptions = "stream_options";

    private static readonly string[] All =
        [StreamOptions, "temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty", "parallel_tool_calls"];

    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);
    private volatile string _tokenLimit = options.TokenLimitField;

    /// <summary>The field that limits the answer's tokens, as the model takes it.</summary>
    public string TokenLimit => _tokenLimit;

    /// <summary>Whether a field is left out.</summary>
    public bool LeavesOut(string field) => _refused.ContainsKey(field) || (field == StreamOptions && !options.AsksForStreamUsage);

    /// <summary>Looks for a field that a refused request can do without; returns whether there is one that had been sent.</summary>
    /// <param name="failure">The refusal.</param>
    /// <param name="sent">The optional fields that were sent.</param>
    public bool Learn(EndpointException failure, IReadOnlyCollection<string> sent)
    {
        if (failure.StatusCode is not (400 or 422) || failure.Kind != EndpointFailureKind.BadRequest) return false;
        foreach (string field in sent)
        {
            if (!Names(failure, field)) continue;
            if (Array.IndexOf(All, field) >= 0)
            {
                _refused[field] = true;
                return true;
            }

            // The limit itself is not optional, but its name has two spellings.
            if (!IsUnknown().IsMatch(failure.Said.Message)) continue;
            _tokenLimit = field == EndpointOptions.MaxTokens ? EndpointOptions.MaxCompletionTokens : EndpointOptions.MaxTokens;
            return true;
        }

        return false;
    }

    private static bool Names(EndpointException failure, string field) =>
        failure.Said.Field == field || Regex.IsMatch(failure.Said.Message, $@"(?<![\w]){field}(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex("support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra|use '?max", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsUnknown();
}

using System.Text.RegularExpressions;

namespace FusionOfN.Providers;

/// <summary>
/// Brings the finish reasons of OpenAI-compatible servers to the five the OpenAI package knows; it throws on any other, and the answer would be lost.
/// </summary>
internal static partial class FinishReasons
{
    /// <summary>Rewrites unknown reasons in a JSON body or in one line of a stream.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="broken">The reason when it says that the server gave up in the middle of the answer.</param>
    public static string Normalize(string json, out string? broken)
    {
        broken = null;
        // Inside a JSON string the quotes would be escaped, so the pattern only meets the real field.
        foreach (Match match in Field().Matches(json).Reverse())
        {
            Group reason = match.Groups[1];
            switch (Map(reason.Value))
            {
                case null:
                    broken = reason.Value;
                    break;
                case { } known when known != reason.Value:
                    json = string.Concat(json.AsSpan(0, reason.Index), known, json.AsSpan(reason.Index + reason.Length));
                    break;
            }
        }

        return json;
    }

    private static string? Map(string reason) => reason.ToUpperInvariant() switch
    {
        "LENGTH" or "MAX_TOKENS" or "MODEL_LENGTH" or "MAX_LENGTH" => "length",
        "CONTENT_FILTER" or "SAFETY" or "REFUSAL" or "RECITATION" or "PROHIBITED_CONTENT" => "content_filter",
        "TOOL_CALLS" or "TOOL_CALL" or "TOOL_USE" => "tool_calls",
        "FUNCTION_CALL" => "function_call",
        "ERROR" or "ABORT" or "ABORTED" or "CANCELLED" or "INSUFFICIENT_SYSTEM_RESOURCE" => null,
        _ => "stop",
    };

    [GeneratedRegex("""(?<=[{,\s])"finish_reason"\s*:\s*"([^"\\]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The engine's values in the words of tags: few, lower case, and none of a user's.</summary>
internal static class TelemetryWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string? Of(ChatResponseFormat? format) => format switch
    {
        ChatResponseFormatText => "text",
        ChatResponseFormatJson => "json",
        _ => null,
    };

    /// <summary>What <c>error.type</c> says of a call: the HTTP status, the client's own word, or how it ended; null when there is an answer.</summary>
    public static string? ErrorOf(CallRecord call) => call.State switch
    {
        CallState.Ok or CallState.Truncated => null,
        CallState.TimedOut => "timeout",
        CallState.Failed => call.Failure?.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? call.Failure?.Kind ?? call.Failure?.Exception?.GetType().FullName ?? "failed",
        _ => Of(call.State),
    };
}

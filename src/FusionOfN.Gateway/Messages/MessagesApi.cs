using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What the Messages API says in words of its own, also where no endpoint of it was reached: errors.</summary>
internal static class MessagesApi
{
    public const string Path = "/v1/messages";

    /// <summary>The header that every client of this API sends.</summary>
    public const string VersionHeader = "anthropic-version";

    /// <summary>Whether a request speaks this API.</summary>
    public static bool Is(HttpRequest request) => request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase)
        || (request.Headers.ContainsKey(VersionHeader) && request.Path.StartsWithSegments("/v1/models", StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes an error as the whole of a body, or as the data of an event.</summary>
    public static void WriteError(Utf8JsonWriter json, GatewayException error, string? requestId)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, TypeOf(error.Status));
        json.WriteString("message"u8, error.Message);
        if (error.Code is not null)
            json.WriteString("code"u8, error.Code);
        if (error.FailureReason is not null)
            json.WriteString("failure_reason"u8, error.FailureReason);
        error.WriteDetails?.Invoke(json);
        json.WriteEndObject();
        json.WriteString("request_id"u8, requestId);
        json.WriteEndObject();
    }

    /// <summary>Why an answer ended.</summary>
    public static string StopReasonOf(FusionOutcome outcome) =>
        Refusals.Is(outcome) ? "refusal"
        : outcome.IsCutOff ? "max_tokens"
        : outcome.ToolCalls.Count > 0 ? "tool_use"
        : "end_turn";

    private static string TypeOf(int status) => status switch
    {
        400 or 405 or 415 => "invalid_request_error",
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}

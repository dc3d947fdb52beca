using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes errors in OpenAI's shape.</summary>
internal static class ErrorWriter
{
    public static async Task WriteAsync(HttpContext http, GatewayException error)
    {
        http.Response.StatusCode = error.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (error.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        // What the SDKs of OpenAI and Anthropic go by before they look at the status.
        if (error.IsFinal)
            http.Response.Headers["x-should-retry"] = "false";
        if (error.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
        {
            if (MessagesApi.Is(http.Request))
            {
                MessagesApi.WriteError(json, error, http.Response.Headers[AccessLog.RequestId]);
            }
            else
            {
                json.WriteStartObject();
                Write(json, error, OpenRouterShape.IsFor(http));
                json.WriteEndObject();
            }
        }

        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    /// <summary>Writes the member <c>error</c> of an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="error">The error.</param>
    /// <param name="isOpenRouter">Whether its code is the status, a number, as OpenRouter's clients have it.</param>
    public static void Write(Utf8JsonWriter json, GatewayException error, bool isOpenRouter = false)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, error.Type ?? TypeOf(error.Status));
        json.WriteString("param"u8, error.Param);
        if (isOpenRouter)
        {
            json.WriteNumber("code"u8, error.Status);
            json.WriteStartObject("metadata"u8);
            json.WriteString("code"u8, error.Code ?? error.FailureReason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("code"u8, error.Code ?? error.FailureReason);
        }

        if (error.FailureReason is not null)
            json.WriteString("failure_reason"u8, error.FailureReason);
        error.WriteDetails?.Invoke(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the member <c>error</c> of a response whose run failed. Its <c>code</c> is one of few, which clients read as an enumeration.</summary>
    public static void WriteOfResponse(Utf8JsonWriter json, GatewayException error)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Status switch
        {
            StatusCodes.Status429TooManyRequests => "rate_limit_exceeded"u8,
            StatusCodes.Status400BadRequest => "invalid_prompt"u8,
            _ => "server_error"u8,
        });
        json.WriteString("message"u8, error.Message);
        if (error.FailureReason is not null)
            json.WriteString("failure_reason"u8, error.FailureReason);
        error.WriteDetails?.Invoke(json);
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        404 => "not_found_error",
        429 => "rate_limit_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}

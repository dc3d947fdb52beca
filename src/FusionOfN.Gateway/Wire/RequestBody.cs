using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Reads the JSON object of a request's body.</summary>
internal static class RequestBody
{
    private const int DeepestNesting = 64;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = DeepestNesting };

    /// <summary>Reads the body.</summary>
    /// <exception cref="GatewayException">It is too large, not declared as JSON, no JSON, or no object.</exception>
    public static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        // A page of others may send forms and texts without asking first, but never JSON.
        if (!request.HasJsonContentType())
        {
            throw new GatewayException(StatusCodes.Status415UnsupportedMediaType, "The body must be JSON and say so: send 'Content-Type: application/json'.")
            {
                Code = "unsupported_media_type",
            };
        }

        try
        {
            var node = await JsonNode.ParseAsync(request.Body, documentOptions: Options, cancellationToken: request.HttpContext.RequestAborted);
            return node as JsonObject
                ?? throw new GatewayException(400, "The body must be one JSON object, such as {\"model\": \"fusion\", \"messages\": [...]}.") { Code = "invalid_json" };
        }
        catch (JsonException exception)
        {
            // The parser's words hold no piece of the body but a path and a position.
            throw new GatewayException(
                400, $"The body is no valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}. It must be UTF-8, without duplicate keys, at most {DeepestNesting} levels deep.")
            {
                Code = "invalid_json",
            };
        }
        catch (BadHttpRequestException exception)
        {
            throw new GatewayException(
                exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? "The body is larger than this server takes (gateway.max_body_bytes in fusion.yaml)."
                    : "The body could not be read to its end.")
            {
                Code = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body_too_large" : "invalid_body",
            };
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using FusionOfN.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>Reads the JSON object of a request's body.</summary>
internal static class RequestBody
{
    private const int DeepestNesting = 64;

    // Each becomes an object of many times its size. A smaller body cannot hold so many.
    private const int MaxTokens = 250_000;

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

        // What is left of it was not understood by the server; gzip, deflate and br are.
        if (request.Headers.ContentEncoding.Any(coding => !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase)))
        {
            throw new GatewayException(StatusCodes.Status415UnsupportedMediaType, "The body's Content-Encoding is not known; send it as it is, or with gzip, deflate or br.")
            {
                Code = "unsupported_media_type",
            };
        }

        // Two lengths: a proxy in front may have gone by the one that this server did not. It keeps the other under this name.
        if (request.Headers.TransferEncoding.Count > 0 && request.Headers.ContainsKey("X-Content-Length"))
            throw new GatewayException(400, "The request has a Content-Length and a Transfer-Encoding; send one of them.") { Code = "invalid_body" };

        BodyLease lease = new(request.HttpContext.RequestServices.GetRequiredService<BodyBudget>());
        request.HttpContext.Response.RegisterForDispose(lease);
        request.HttpContext.Features.Set(lease);
        try
        {
            await lease.FillAsync(request.Body, request.HttpContext.RequestAborted);
            var node = await lease.ParseAsync(static bytes => Parse(bytes.Span), request.HttpContext.RequestAborted);
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
        catch (InvalidDataException)
        {
            throw new GatewayException(400, "The body is not compressed as its Content-Encoding says.") { Code = "invalid_body" };
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

    // Some editors and shells begin every text with it.
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith("\uFEFF"u8) ? json[3..] : json;

    private static GatewayException RepeatedKey(ReadOnlySpan<byte> json)
    {
        Stack<HashSet<string>> open = new();
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                open.Push(new(StringComparer.Ordinal));
            else if (reader.TokenType == JsonTokenType.EndObject)
                open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName && !open.Peek().Add(reader.GetString()!))
                return new GatewayException(400, $"The body holds the key '{Secrets.Mask(reader.GetString()!)}' twice in one object, the second time at byte {reader.TokenStartIndex}. Give it once.") { Code = "invalid_json" };
        }

        return new GatewayException(400, "The body holds a key twice in one object. Give each once.") { Code = "invalid_json" };
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> json)
    {
        json = WithoutMark(json);

        // The parser looks at texts only when they are read, which may be deep inside a run.
        if (!Utf8.IsValid(json))
            throw new GatewayException(400, "The body is no valid UTF-8.") { Code = "invalid_json" };

        // Before anything is made of it: that is where the memory goes.
        if (json.Length > MaxTokens || json.IndexOf("\\u"u8) >= 0)
            CheckTokens(json);
        try
        {
            return JsonNode.Parse(json, documentOptions: Options);
        }
        catch (JsonException exception) when (exception.LineNumber is null)
        {
            // It is JSON, but for the one thing that the parser finds without a place.
            throw RepeatedKey(json);
        }
    }

    private static void CheckTokens(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = DeepestNesting });
        for (var tokens = 1; reader.Read(); tokens++)
        {
            if (tokens > MaxTokens)
                throw new GatewayException(400, $"The body holds more than {MaxTokens} keys, values and brackets, which is all this gateway takes. Shorten it.") { Code = "too_many_values" };
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw new GatewayException(400, $"The body holds half a surrogate pair in the text that begins at byte {reader.TokenStartIndex}.") { Code = "invalid_json" };
            }
        }
    }
}

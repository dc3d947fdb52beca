using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>One request as it reached a <see cref="FakeUpstream"/>.</summary>
/// <param name="Index">Which request this is, counted from 0 in the order of arrival.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, for example <c>/v1/chat/completions</c>.</param>
/// <param name="Query">The query with its question mark; empty when there is none.</param>
/// <param name="Headers">The request headers; names compare without case, several values are joined with a comma.</param>
/// <param name="Body">The body, byte for byte as UTF-8 text.</param>
/// <param name="Dialect">The API the request speaks.</param>
/// <param name="Connection">The connection it came over; the same for requests that shared one.</param>
public sealed record UpstreamRequest(
    int Index, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, UpstreamDialect Dialect, string Connection)
{
    /// <summary>The body as JSON. Throws when it is none.</summary>
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>The model asked for; null when the body is no JSON object or names none.</summary>
    public string? Model => Read("model") is { ValueKind: JsonValueKind.String } model ? model.GetString() : null;

    /// <summary>Whether the caller asked for a stream. Ollama streams unless told not to.</summary>
    public bool IsStreaming => Read("stream") is { } stream ? stream.ValueKind == JsonValueKind.True : Dialect == UpstreamDialect.Ollama;

    private JsonElement? Read(string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                ? value.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

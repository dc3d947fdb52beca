using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>
/// The body fields of a single call on their way to the HTTP handler. The Anthropic and Ollama packages have no room for them in their options, so
/// they travel beside the call, in its execution context.
/// </summary>
internal static class CallBody
{
    /// <summary>Fields that every request sets itself; another value would break the adapter that reads the answer.</summary>
    private static readonly string[] Reserved = ["model", "messages", "stream", "stream_options"];

    private static readonly AsyncLocal<JsonObject?> Field = new();

    /// <summary>The fields of the call that is being made.</summary>
    public static JsonObject? Current
    {
        get => Field.Value;
        set => Field.Value = value;
    }

    /// <summary>The fields that a call's options carry; null when there are none.</summary>
    public static JsonObject? Of(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(EndpointProperties.Body, out object? body) == true ? body as JsonObject : null;

    /// <summary>The fields that a client of the chat completions API gave; null when there are none.</summary>
    public static JsonObject? GivenOf(ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(EndpointProperties.Given, out object? given) == true ? given as JsonObject : null;

    /// <summary>The first field that may not be set.</summary>
    public static string? FindReserved(JsonObject? body) => body is null ? null : Array.Find(Reserved, body.ContainsKey);
}

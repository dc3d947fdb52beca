using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>The message and code inside an error body, whatever its shape.</summary>
/// <param name="Message">The server's message on one line, at most 400 characters; empty when there is none.</param>
/// <param name="Code">The error's code, or its type; null when there is none.</param>
internal readonly record struct ErrorBody(string Message, string? Code)
{
    private const int LongestMessage = 400;

    /// <summary>Reads <c>{"error": {"message", "code", "type"}}</c>, <c>{"error": "…"}</c>, <c>{"message"}</c>, <c>{"detail"}</c>, or plain text.</summary>
    public static ErrorBody Read(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return FromJson(document.RootElement) ?? new ErrorBody("", null);
        }
        catch (JsonException)
        {
            bool isMarkup = body.TrimStart().StartsWith('<');
            return new ErrorBody(isMarkup ? "" : Shorten(body), null);
        }
    }

    /// <summary>Whether this is an error object sent in place of an answer.</summary>
    public static ErrorBody? FindInAnswer(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("error", out JsonElement error)) return null;
        return error.ValueKind is JsonValueKind.Object or JsonValueKind.String ? FromJson(root) : null;
    }

    private static ErrorBody? FromJson(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0) root = root[0];
        if (root.ValueKind != JsonValueKind.Object) return null;
        if (root.TryGetProperty("error", out JsonElement error))
        {
            if (error.ValueKind == JsonValueKind.String) return new ErrorBody(Shorten(error.GetString()!), Text(root, "code") ?? Text(root, "type"));
            if (error.ValueKind == JsonValueKind.Object) root = error;
        }

        string message = Text(root, "message") ?? Text(root, "detail") ?? "";
        return new ErrorBody(Shorten(message), Text(root, "code") ?? Text(root, "type"));
    }

    private static string? Text(JsonElement element, string name) => !element.TryGetProperty(name, out JsonElement value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
            _ => null,
        };

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}

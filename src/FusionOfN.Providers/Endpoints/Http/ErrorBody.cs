using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>The message and code inside an error body, whatever its shape.</summary>
/// <param name="Message">The server's message on one line, at most 400 characters; empty when there is none.</param>
/// <param name="Code">The error's code, or its type; null when there is none.</param>
/// <param name="Field">The request's field that it names as the culprit; null when it names none.</param>
internal readonly record struct ErrorBody(string Message, string? Code, string? Field = null)
{
    private const int MaxMessageLength = 400;

    /// <summary>Reads any of the <see cref="ErrorShape"/>s, or plain text.</summary>
    public static ErrorBody Read(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WellFormedText.OfJson(body));
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            bool isMarkup = body.TrimStart().StartsWith('<');
            return new ErrorBody(isMarkup ? "" : Shorten(body), null);
        }
    }

    /// <summary>The error object sent in place of an answer; null when there is none.</summary>
    public static ErrorBody? FindInAnswer(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WellFormedText.OfJson(json));
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            bool holdsError = Says(root) || (root.TryGetProperty("choices", out JsonElement choices) && choices.ValueKind == JsonValueKind.Array
                && choices.GetArrayLength() > 0 && Says(choices[0]));
            return holdsError ? Read(root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        foreach (ErrorShape shape in ErrorShape.All)
        {
            if (shape.Read(root) is var (message, code)) return Within(message) is { Message.Length: > 0 } inner ? inner with { Code = code ?? inner.Code } : new ErrorBody(Shorten(message), code, FieldOf(root));
        }

        // A shape that is not known is at least shown.
        return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement error) && HoldsAnything(error)
            ? new ErrorBody(Shorten(error.GetRawText()), null, FieldOf(root))
            : new ErrorBody("", null);
    }

    // A proxy may put the whole error of the server behind it into its message.
    private static ErrorBody? Within(string message)
    {
        if (!message.AsSpan().TrimStart().StartsWith("{")) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(message);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Some servers send an error of nothing beside a good reply.
    private static bool Says(JsonElement holder) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("error", out JsonElement error) && HoldsAnything(error);

    private static bool HoldsAnything(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Number => value.TryGetDecimal(out decimal number) && number != 0,
        JsonValueKind.Object => value.EnumerateObject().Any(property => HoldsAnything(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsAnything),
        JsonValueKind.True => true,
        _ => false,
    };

    private static string? FieldOf(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement error)
        && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("param", out JsonElement field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return WellFormedText.Of(line.Length <= MaxMessageLength ? line : line[..MaxMessageLength] + "…");
    }
}

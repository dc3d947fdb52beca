using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>One object of a file that another tool wrote, with its place. A field that lacks, or is another kind of value, says so with the place.</summary>
/// <param name="Place">Where it stands: file and line, or file and number.</param>
/// <param name="Json">The object.</param>
internal sealed record Record(string Place, JsonElement Json)
{
    /// <summary>The names of its fields, as errors show what was found.</summary>
    public string Fields => Json.ValueKind == JsonValueKind.Object
        ? string.Join(", ", Json.EnumerateObject().Select(property => property.Name).Take(20))
        : "no object";

    /// <summary>Whether it is an object with a field of that name, be it null.</summary>
    public bool Names(string name) => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out _);

    /// <summary>A text; null when the field lacks or is null. Numbers are read as they are written.</summary>
    public string? Text(string name) => !Json.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => Whole(value, name),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null => null,
        _ => throw Wrong($"{name} must be a text, but it is {Kind(value)}"),
    };

    /// <summary>A number, which may be written as a text; null when the field lacks or is null.</summary>
    public double? Number(string name)
    {
        if (!Json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return value.GetDouble();
        if (value.ValueKind == JsonValueKind.String && Whole(value, name) is { } text)
        {
            if (text.Trim().ToLowerInvariant() is "" or "nan" or "none" or "null")
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
                return number;
        }

        throw Wrong($"{name} must be a number, but it is {Kind(value)}");
    }

    public CorpusException Wrong(string problem) => new($"{Place}: {problem}.");

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => value.GetRawText() is { Length: < 40 } text ? text : "a text",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        _ => "true or false",
    };

    private string Whole(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"{name} has half of a character (\\ud800 to \\udfff alone), or bytes that are not UTF-8");
        }
    }
}

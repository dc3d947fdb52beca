using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>Reads a row <c>{"hypothesis": …, "references": [ … ]}</c>. Other fields are left alone; <c>reference</c> may hold the only one.</summary>
internal static class SegmentRow
{
    private const string Form = """{"hypothesis": "…", "references": ["…"]}""";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a line as text.</summary>
    /// <exception cref="SegmentException">It is not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            throw new SegmentException("the line is not UTF-8. Save the file in that encoding");
        }
    }

    /// <summary>Reads a row.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The segment, or null when the line is blank.</returns>
    /// <exception cref="SegmentException">It is no such row.</exception>
    public static Segment? Parse(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
            return null;
        try
        {
            Utf8JsonReader reader = new(line.Span);
            return Read(ref reader);
        }
        catch (JsonException exception)
        {
            bool isText = line.Span.TrimStart(" \t"u8) is [not (byte)'{', ..];
            throw new SegmentException(isText
                ? $"the line is no JSON object. A row is {Form}; for plain text name the references with --ref"
                : string.Create(CultureInfo.InvariantCulture, $"the line is not JSON, column {(exception.BytePositionInLine ?? 0) + 1}: {JsonMistake.Describe(exception)}"));
        }
        catch (InvalidOperationException)
        {
            throw new SegmentException("a text has half of a character (\\ud800 to \\udfff alone), or bytes that are not UTF-8. Write the whole character");
        }
    }

    private static Segment Read(ref Utf8JsonReader reader)
    {
        string? hypothesis = null;
        List<string>? references = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new SegmentException($"the row is {Kind(reader.TokenType)}. A row is {Form}");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("hypothesis"u8))
                hypothesis = Once(hypothesis, ReadText(ref reader, "hypothesis"), "hypothesis");
            else if (reader.ValueTextEquals("references"u8))
                references = Once(references, ReadReferences(ref reader), "references");
            else if (reader.ValueTextEquals("reference"u8))
                references = Once(references, [NotEmpty(ReadText(ref reader, "reference"), "reference")], "reference");
            else
                reader.Skip();
        }

        // What comes behind the object is a mistake too.
        reader.Read();
        if (hypothesis is null)
            throw new SegmentException($"hypothesis is missing. A row is {Form}");
        return references is null ? throw new SegmentException($"references is missing. A row is {Form}") : new(hypothesis, references);
    }

    private static T Once<T>(T? before, T value, string field)
        where T : class => before is null ? value : throw new SegmentException($"{field} is there twice");

    private static string ReadText(ref Utf8JsonReader reader, string field)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new SegmentException($"{field} must be a text, but it is {Kind(reader.TokenType)}{(reader.TokenType == JsonTokenType.Null ? "; write \"\" for an empty one" : "")}");
    }

    private static List<string> ReadReferences(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return [NotEmpty(reader.GetString()!, "references")];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new SegmentException($"references must be a list of texts, but it is {Kind(reader.TokenType)}");
        List<string> references = new(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // As in files of plain text, one that is empty or null is not there.
            if (reader.TokenType == JsonTokenType.String)
            {
                if (reader.GetString() is { Length: > 0 } text)
                    references.Add(text);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                throw new SegmentException($"references must be a list of texts, but one of them is {Kind(reader.TokenType)}");
            }
        }

        return references.Count > 0 ? references : throw new SegmentException("references holds no text. Every segment needs at least one that is not empty");
    }

    private static string NotEmpty(string text, string field) =>
        text.Length > 0 ? text : throw new SegmentException($"{field} is empty. Every segment needs at least one that is not");

    private static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}

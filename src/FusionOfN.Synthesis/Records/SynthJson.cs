using System.Text.Json;
using System.Text.Json.Serialization;

namespace FusionOfN.Synthesis;

/// <summary>The JSON of records and of the files around a data set: snake_case, what is not known left out, texts in their own script.</summary>
public static class SynthJson
{
    internal static JsonWriterOptions Writing { get; } = new() { Encoder = DataSetEncoder.Instance };

    internal static SynthJsonContext Line { get; } = Create(indented: false);

    internal static SynthJsonContext Pretty { get; } = Create(indented: true);

    /// <summary>Writes a record as UTF-8 on one line, without its end.</summary>
    /// <param name="row">The record.</param>
    public static byte[] Write(SynthRow row) => JsonSerializer.SerializeToUtf8Bytes(row, Line.SynthRow);

    /// <summary>Reads a record.</summary>
    /// <param name="utf8">What <see cref="Write"/> wrote.</param>
    /// <exception cref="FormatException">It is none, or one of a later version.</exception>
    public static SynthRow Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var row = JsonSerializer.Deserialize(utf8, Line.SynthRow) ?? throw new FormatException("The record is the JSON value null.");
            return row.Format == 1 ? row : throw new FormatException($"The record has format {row.Format}; this version reads format 1.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Not a record of a data set: at {exception.Path ?? "$"}, column {(exception.BytePositionInLine ?? 0) + 1}.", exception);
        }
    }

    private static SynthJsonContext Create(bool indented) => new(new JsonSerializerOptions(SynthJsonContext.Default.Options)
    {
        WriteIndented = indented,
        NewLine = "\n",
        Encoder = DataSetEncoder.Instance,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    });
}

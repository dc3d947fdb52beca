using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>How JSON is read and how its mistakes are put in words.</summary>
internal static class JsonText
{
    /// <summary>Comments and trailing commas are fine in files that people write.</summary>
    public static JsonDocumentOptions Lenient { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Says where a text stops being JSON and why, without the library's internals.</summary>
    public static string Where(JsonException exception)
    {
        long line = (exception.LineNumber ?? 0) + 1;
        long column = (exception.BytePositionInLine ?? 0) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {JsonMistake.Describe(exception)}");
    }
}

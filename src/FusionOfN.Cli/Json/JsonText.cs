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
        string message = exception.Message;

        // What the library says of a value that does not fit names the types of .NET.
        if (message.StartsWith("The JSON value could not be converted to", StringComparison.Ordinal))
            message = exception.Path is { Length: > 2 } path ? $"the value of {path[2..]} is of another kind than it must be" : "it is of another kind than it must be";
        int internals = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (internals >= 0)
            message = message[..internals].TrimEnd('.', ' ');
        long line = (exception.LineNumber ?? 0) + 1;
        long column = (exception.BytePositionInLine ?? 0) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {message}");
    }
}

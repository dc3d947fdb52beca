using System.Text.Json;

namespace FusionOfN;

/// <summary>Says what is wrong with a text that is not JSON, in words for people: the library's own name its types and options.</summary>
internal static class JsonMistake
{
    private const string Lacking = "missing required properties including: ";

    /// <summary>What is wrong with what was read from JSON, without the place.</summary>
    /// <param name="exception">What reading it threw.</param>
    public static string Describe(Exception exception) => exception switch
    {
        JsonException mistake => Describe(mistake),
        KeyNotFoundException => "it lacks a field",
        InvalidOperationException => "a field is another kind of value than it must be",
        _ => exception.Message.TrimEnd('.'),
    };

    /// <summary>What is wrong with a text that is not JSON, without the place.</summary>
    /// <param name="exception">What reading it threw.</param>
    public static string Describe(JsonException exception)
    {
        string message = exception.Message.Split(" Path:")[0].Split(" LineNumber:")[0].ReplaceLineEndings(" ");
        if (message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
            return "there is nothing in it";
        if (message.Contains("isFinalBlock", StringComparison.Ordinal) || message.Contains("reached end of data", StringComparison.Ordinal) || message.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
            return "it ends too early";
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
            return exception.Path is { Length: > 2 } path ? $"the value of {path[2..]} is another kind of value than it must be" : "it is another kind of value than it must be";
        if (message.IndexOf(Lacking, StringComparison.Ordinal) is > 0 and var at)
            return $"it lacks {message[(at + Lacking.Length)..].TrimEnd('.')}";

        // The first sentence says what was found; what follows is for whoever calls the library.
        return message.Split(". ")[0].TrimEnd('.');
    }
}

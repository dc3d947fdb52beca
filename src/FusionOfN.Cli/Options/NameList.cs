using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>Reads names given with commas, or by repeating the option.</summary>
internal static class NameList
{
    public static string[] Parse(ArgumentResult result) => [.. Split(result.Tokens)];

    /// <summary>The names in an option's words.</summary>
    public static IEnumerable<string> Split(IEnumerable<Token> words) =>
        words.SelectMany(word => word.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}

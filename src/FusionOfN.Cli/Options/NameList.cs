using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>Reads names given with commas, or by repeating the option.</summary>
internal static class NameList
{
    public static string[] Parse(ArgumentResult result) =>
        [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}

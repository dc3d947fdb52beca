using System.CommandLine;
using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>The option <c>--show</c>.</summary>
internal static class ShowOption
{
    /// <summary>The parts by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["candidates", "provenance", "receipt", "analysis", "all"];

    public static Option<ShowParts> Create()
    {
        Option<ShowParts> option = new("--show", "-s")
        {
            Description = "Print more after the answer: candidates, provenance, receipt, analysis or all; several with commas",
            HelpName = "parts",
            CustomParser = Parse,
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. Names]);
        return option;
    }

    private static ShowParts Parse(ArgumentResult result)
    {
        ShowParts parts = ShowParts.None;
        foreach (string name in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
        {
            if (Find(name) is { } part)
                parts |= part;
            else
                result.AddError($"--show knows {string.Join(", ", Names)}, not '{name}'.");
        }

        return parts;
    }

    /// <summary>The part of a name; null when there is none.</summary>
    public static ShowParts? Find(string name) => Names.Contains(name) ? Enum.Parse<ShowParts>(name, ignoreCase: true) : null;
}

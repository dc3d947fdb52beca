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
        option.AcceptOnlySeveral(Names);
        return option;
    }

    /// <summary>The part of a name; null when there is none.</summary>
    public static ShowParts? Find(string name) => Names.Contains(name) ? Enum.Parse<ShowParts>(name, ignoreCase: true) : null;

    private static ShowParts Parse(ArgumentResult result) =>
        NameList.Split(result.Tokens).Select(Find).Aggregate(ShowParts.None, (parts, part) => parts | (part ?? ShowParts.None));
}

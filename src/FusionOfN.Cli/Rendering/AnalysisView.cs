using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prints the analysis of a pool: what the candidates agree on, contradict each other in, and miss.</summary>
internal static class AnalysisView
{
    public static void Write(IAnsiConsole console, FusionAnalysis analysis)
    {
        WriteList(console, "agreed", analysis.Consensus);
        WriteList(console, "contradicted", [.. analysis.Contradictions.Select(item =>
            $"{item.Topic}: {string.Join("; ", item.Stances.Select(stance => $"{stance.Model}: {stance.Stance}"))}")]);
        WriteList(console, "said by some", [.. analysis.PartialCoverage.Select(item => $"{item.Point} ({string.Join(", ", item.Models)})")]);
        WriteList(console, "said by one", [.. analysis.UniqueInsights.Select(item => $"{item.Insight}{By(item.Model)}")]);
        WriteList(console, "missed by all", analysis.BlindSpots);
    }

    private static string By(string? model) => model is null ? "" : $" ({model})";

    private static void WriteList(IAnsiConsole console, string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        console.Write(new Text($"{title}\n", new Style(decoration: Decoration.Bold)));
        foreach (string item in items)
            console.Write(new Padder(new Text($"· {TerminalText.OneLine(item)}"), new Padding(2, 0, 0, 0)));
    }
}

using System.Globalization;
using FusionOfN.Evaluation;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Shows what another tool's file says.</summary>
internal static class BenchImportView
{
    private static readonly Style Grey = new(Color.Grey);

    public static void Write(CliHost host, AlpacaEvalResult result) => Write(
        host,
        ("model", result.Model),
        ("baseline", result.Baseline),
        ("win rate", $"{Number(result.WinRate)} ± {Number(result.StandardError)}"),
        ("95 %", Ends(result.Interval)),
        ("discrete win rate", Number(result.DiscreteWinRate)),
        ("wins", $"{result.NWins} of {result.NTotal}, {Figures.Of(result.NWinsBase, "loss", "losses")}, {Figures.Of(result.NDraws, "draw")}"),
        ("mean length", result.AvgLength is { } length ? $"{length} characters" : null),
        ("left out", result.NDropped > 0 ? $"{result.NDropped} without a preference between 1 and 2" : null));

    public static void Write(CliHost host, ArenaHardResult result) => Write(
        host,
        ("model", result.Model),
        ("baseline", result.Baseline ?? "none: each answer was graded alone"),
        ("judge", result.Judge),
        ("score", Number(result.Score)),
        ("95 %", Ends(result.Interval)),
        ("90 %, as the tool", result.CiLower is null ? null : $"{Number(result.CiLower)}–{Number(result.CiUpper)}, {Figures.Of(result.NBattles, "battle")} resampled"),
        ("by category", string.Join(" · ", result.Categories.Select(category => $"{category.Key} {Number(category.Value)}"))),
        ("swap consistency", result.SwapConsistency is { } share ? $"{Figures.Percent(share)} of the questions have one winner in both games" : null),
        ("left out", result.NDropped > 0 ? $"{Figures.Of(result.NDropped, "question")} without a verdict in both games" : null));

    public static void Write(CliHost host, ImportedScores result) => Write(host,
    [
        ("model", result.Model),
        ("samples", Figures.Count(result.Rows)),
        .. result.Scores.Select(score => (
            score.Name,
            (string?)$"{Share(score.Mean)} ± {(score.StandardError is { } error ? Share(error) : "unknown")}, 95 % {Share(score.Interval.Low)}–{Share(score.Interval.High)}{(score.NMissing > 0 ? $", missing in {score.NMissing}" : "")}")),
    ]);

    private static void Write(CliHost host, params (string Name, string? Value)[] lines)
    {
        Table table = new Table().NoBorder().Collapse().HideHeaders();
        table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("") { Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value) in lines.Where(line => !string.IsNullOrEmpty(line.Value)))
            table.AddRow(new Text(name, Grey), new Text(TerminalText.OneLine(value!)));
        host.Console.Write(table);
    }

    private static string Ends(Interval interval) => interval.IsMeaningful
        ? $"{Number(interval.Low)}–{Number(interval.High)}, {Figures.Of(interval.Clusters, "question")} resampled"
        : $"none for {Figures.Of(interval.Clusters, "question")}";

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "unknown";
}

using System.Globalization;
using FusionOfN.Evaluation;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Shows what the graders of MGSM give, and where they differ.</summary>
internal static class BenchMgsmView
{
    private static readonly Style Grey = new(Color.Grey);

    public static void Write(CliHost host, MgsmResult result)
    {
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])["grader", "correct", "score", "95 %"])
            table.AddColumn(new TableColumn(new Text(header, Grey)) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        foreach (MgsmScore score in result.Scores)
        {
            string interval = score.Interval.IsMeaningful ? $"{Number(score.Interval.Low)}–{Number(score.Interval.High)}" : "";
            table.AddRow(new Text(score.Metric, new Style(decoration: Decoration.Bold)), new Text($"{score.Correct}/{result.Rows}"), new Text(Number(score.Score)), new Text(interval));
        }

        host.Console.Write(table);
        foreach (MgsmDisagreement pair in result.Disagreements.Where(pair => pair.Examples.Count > 0))
        {
            host.Console.Write(new Text(
                $"{pair.First} and {pair.Second} disagree on {Figures.Of(pair.OnlyFirst + pair.OnlySecond, "row")}: {pair.OnlyFirst} right by the first only, {pair.OnlySecond} by the second only; rows {string.Join(", ", pair.Examples)}\n",
                Grey));
        }
    }

    private static string Number(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Draws corpus scores: each with its interval and, where there is a baseline, how it compares.</summary>
internal static class BenchScoreTable
{
    private static readonly Style Grey = new(Color.Grey);

    public static void Write(CliHost host, BenchScoreDocument document)
    {
        bool hasSystems = document.Scores.Select(score => score.System).Distinct().Count() > 1;
        bool isCompared = document.Scores.Any(score => score.Against is not null);
        Table table = new Table().NoBorder().Collapse();
        foreach (string header in (string[])[.. hasSystems ? ["system"] : Array.Empty<string>(), "metric", "score", "95 %", .. isCompared ? ["difference", "p", "p (Holm)", ""] : Array.Empty<string>()])
            table.AddColumn(new TableColumn(new Text(header, Grey)) { NoWrap = true, Alignment = header is "score" or "difference" ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, 2, 0) });
        foreach (BenchScore score in document.Scores)
        {
            List<Text> cells = [new(score.Metric, new Style(decoration: Decoration.Bold)), new(Number(score.Score)), new(Interval(score.Interval))];
            if (hasSystems)
                cells.Insert(0, new(TerminalText.OneLine(score.System)));
            if (isCompared)
                cells.AddRange(Against(score.Against));
            table.AddRow(cells);
        }

        host.Console.Write(table);
        string references = document.References is { } count ? Figures.Of(count, "reference") + " each" : "a varying number of references";
        host.Console.Write(new Text($"{Figures.Of(document.Segments, "segment")} · {references}\n", Grey));
        foreach (BenchScore score in document.Scores.DistinctBy(score => score.Metric))
            host.Console.Write(new Text($"{score.Metric}|{score.Signature}{(score.Detail is null || hasSystems ? "" : $"  {score.Detail}")}\n", Grey));
        if (document.Scores.Any(score => score.Interval is null))
            host.Console.Write(new Text($"no interval for more than {Figures.Count(BenchScoreRunner.MaxUnasked)} segments; --interval computes it\n", Grey));
    }

    private static string Interval(BenchInterval? interval) => interval is null ? "" : $"{Number(interval.Low)}–{Number(interval.High)}";

    private static IEnumerable<Text> Against(BenchDifference? against)
    {
        if (against is null)
            return [new("baseline", Grey), new(""), new(""), new("")];
        string color = against.Verdict switch { "better" => "green", "worse" => "red", _ => "grey" };
        return
        [
            new((against.Difference >= 0 ? "+" : "") + Number(against.Difference)),
            new(against.PValue.ToString("F4", CultureInfo.InvariantCulture)),
            new(against.PAdjusted.ToString("F4", CultureInfo.InvariantCulture)),
            new(against.Verdict, Style.Parse(color)),
        ];
    }

    private static string Number(double score) => score.ToString("F2", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Draws scores: what share of the rows each way to answer got right, and how sure that is.</summary>
internal static class ScoreTable
{
    private const int WidestName = 23;

    public static void Write(IAnsiConsole console, IReadOnlyList<ScoreLine> lines)
    {
        string? baseline = lines.FirstOrDefault(line => line.Against is not null)?.Against?.Baseline;
        bool sameRows = lines.Select(line => line.Rows).Distinct().Count() == 1;
        Table table = new Table().NoBorder().Collapse();
        AddColumn(table, "method", Justify.Left);
        AddColumn(table, "correct", Justify.Right);
        AddColumn(table, "share", Justify.Right);
        AddColumn(table, "95 %", Justify.Left);
        if (baseline is not null)
        {
            AddColumn(table, baseline == ScoreBoard.MeanCandidate ? "against the mean" : $"against {baseline}", Justify.Left);
            AddColumn(table, "", Justify.Left);
        }

        foreach (ScoreLine line in lines)
        {
            string correct = line.Correct.ToString("#,0.##", CultureInfo.InvariantCulture);
            List<Text> cells =
            [
                Name(line),
                new Text(sameRows ? correct : $"{correct}/{Figures.Count(line.Rows)}"),
                new Text(Figures.Share(line.Share, 4)),
                new Text($"{Figures.Share(line.Low)}–{Figures.Share(line.High)}"),
            ];
            if (baseline is not null)
                cells.AddRange(Against(line.Against));
            table.AddRow(cells);
        }

        console.Write(table);
        string rows = sameRows ? $"{Figures.Of(lines[0].Rows, "row")} · " : "";
        console.Write(new Text($"{rows}ties go to the candidate that stands first in its pool\n", new Style(Color.Grey)));
    }

    private static void AddColumn(Table table, string header, Justify alignment) =>
        table.AddColumn(new TableColumn(new Text(header)) { NoWrap = true, Alignment = alignment, Padding = new Padding(0, 0, header.Length > 0 ? 2 : 0, 0) });

    private static Text Name(ScoreLine line)
    {
        string name = TerminalText.OneLine(line.Name);
        return line.Kind switch
        {
            ScoreKind.Aggregator => new Text(TerminalText.Head(name, WidestName), new Style(decoration: Decoration.Bold)),
            ScoreKind.Model => new Text(TerminalText.Head($"model {name}", WidestName), new Style(Color.Grey)),
            _ => new Text(name, new Style(Color.Grey)),
        };
    }

    private static IEnumerable<Text> Against(Comparison? difference)
    {
        if (difference is null)
            return [new Text(""), new Text("")];
        string color = difference.Verdict switch { "better" => "green", "worse" => "red", _ => "grey" };
        return difference is { Low: { } low, High: { } high }
            ? [new Text($"{Figures.Difference(difference.Difference)} ({Figures.Share(low)}, {Figures.Share(high)})"), new Text(difference.Verdict, Style.Parse(color))]
            : [new Text(Figures.Difference(difference.Difference)), new Text("too few rows", Style.Parse(color))];
    }
}

using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Shows several aggregators' answers to one pool: side by side where there is room, else one below the other.</summary>
internal static class CompareTable
{
    private const int LeastWidth = 90;

    public static void Write(IAnsiConsole console, IReadOnlyList<FusionOutcome> outcomes)
    {
        // In a narrow terminal nothing would be left for the answers, and a file has no width.
        if (console.Profile.Capabilities.Interactive && console.Profile.Width >= LeastWidth)
            WriteTable(console, outcomes);
        else
            WriteParts(console, outcomes);
    }

    private static void WriteParts(IAnsiConsole console, IReadOnlyList<FusionOutcome> outcomes)
    {
        foreach (FusionOutcome outcome in outcomes)
        {
            string[] facts = [outcome.Receipt.Aggregator, Taken(outcome.Receipt), Figures.Of(outcome.Receipt.Usage.Calls, "call"), Figures.Seconds(outcome.Receipt.DurationMs)];
            Heading.Write(console, string.Join(" · ", facts.Where(fact => fact.Length > 0)));
            console.Write(new Text($"{Answer(outcome)}\n"));
        }
    }

    private static void WriteTable(IAnsiConsole console, IReadOnlyList<FusionOutcome> outcomes)
    {
        Table table = new Table().Border(TableBorder.Horizontal).Expand().ShowRowSeparators();
        table.AddColumn(new TableColumn("aggregator").NoWrap());
        table.AddColumn(new TableColumn("answer"));
        table.AddColumn(new TableColumn("took").NoWrap());
        table.AddColumn(new TableColumn("calls").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap());
        foreach (FusionOutcome outcome in outcomes)
        {
            table.AddRow(
                new Text(outcome.Receipt.Aggregator, new Style(decoration: Decoration.Bold)),
                new Text(Answer(outcome)),
                new Text(Taken(outcome.Receipt)),
                new Text(Figures.Count(outcome.Receipt.Usage.Calls)),
                new Text(Figures.Seconds(outcome.Receipt.DurationMs)));
        }

        console.Write(table);
    }

    private static string Answer(FusionOutcome outcome) => outcome.Receipt.Status == FusionStatus.Failed
        ? "(no answer)"
        : TerminalText.Clean(outcome.Answer).Trim();

    private static string Taken(FusionReceipt receipt) => receipt switch
    {
        { Writer: not null } => "written",
        { Selected: { } selected } => $"no. {selected + 1}",
        _ => "",
    };
}

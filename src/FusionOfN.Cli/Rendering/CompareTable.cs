using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Draws several aggregators' answers to one pool side by side.</summary>
internal static class CompareTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<FusionOutcome> outcomes)
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

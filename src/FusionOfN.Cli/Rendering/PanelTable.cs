using Spectre.Console;
using Spectre.Console.Rendering;

namespace FusionOfN.Cli.Rendering;

/// <summary>Draws the panel: one row per candidate with state, model, tokens, time and a piece of the text.</summary>
internal static class PanelTable
{
    private const int StateCells = 11;
    private const int TokenCells = 9;
    private const int TimeCells = 8;
    private const int Gaps = 4;
    private const int WidestModel = 22;

    public static IRenderable Render(PanelBoard board, int width)
    {
        int numberCells = board.Count >= 10 ? 2 : 1;
        int modelCells = Math.Min(WidestModel, board.Slots.Select(slot => TerminalText.Cells(slot.Model)).DefaultIfEmpty(5).Max());
        int textCells = Math.Max(8, width - numberCells - StateCells - modelCells - TokenCells - TimeCells - Gaps - 2);

        Table table = new Table().NoBorder().HideHeaders().Collapse();
        AddColumn(table, numberCells, Justify.Right);
        AddColumn(table, StateCells, Justify.Left);
        AddColumn(table, modelCells, Justify.Left);
        AddColumn(table, TokenCells, Justify.Right);
        AddColumn(table, TimeCells, Justify.Right);
        table.AddColumn(new TableColumn("") { Width = textCells, NoWrap = true, Padding = new Padding(1, 0, 0, 0) });
        foreach (PanelSlot slot in board.Slots)
            AddRow(table, board, slot, modelCells, textCells);
        return table;
    }

    private static void AddColumn(Table table, int width, Justify alignment) =>
        table.AddColumn(new TableColumn("") { Width = width, NoWrap = true, Alignment = alignment, Padding = new Padding(0, 0, 1, 0) });

    private static void AddRow(Table table, PanelBoard board, PanelSlot slot, int modelCells, int textCells)
    {
        (string sign, string word, string color) = Words(slot);
        table.AddRow(
            new Text($"{slot.Index + 1}", new Style(Color.Grey)),
            new Text($"{sign} {word}", Style.Parse(color)),
            new Text(TerminalText.Head(slot.Model, modelCells)),
            new Text(Tokens(slot), new Style(Color.Grey)),
            new Text(Time(board, slot), new Style(Color.Grey)),
            new Text(Piece(slot, textCells), new Style(Color.Grey)));
    }

    private static (string Sign, string Word, string Color) Words(PanelSlot slot) => slot.State switch
    {
        SlotState.Waiting => ("·", "waiting", "grey"),
        SlotState.Asked => ("›", "asked", "blue"),
        SlotState.Thinking => ("›", "thinking", "blue"),
        SlotState.Writing => ("›", "writing", "blue"),
        _ => CallStateWords.Of(slot.Candidate!.State),
    };

    private static string Tokens(PanelSlot slot)
    {
        if (slot.Call is { } call)
            return call.OutputTokens is { } tokens ? $"{Figures.Count(tokens)} tok" : "";
        return slot.CharactersSoFar > 0 ? $"{Figures.Count(slot.CharactersSoFar)} chr" : "";
    }

    private static string Time(PanelBoard board, PanelSlot slot) => slot switch
    {
        { Call: { } call } => Figures.Seconds(call.LatencyMs),
        { State: SlotState.Waiting } => "",
        _ => Figures.Seconds(board.Time.GetElapsedTime(slot.StartedAt).TotalMilliseconds),
    };

    private static string Piece(PanelSlot slot, int cells) => slot.Candidate switch
    {
        null => TerminalText.Tail(TerminalText.OneLine(slot.Tail), cells),
        { Failure: { } failure } => TerminalText.Head(TerminalText.OneLine(failure.Reason), cells),
        { } candidate => TerminalText.Head(TerminalText.OneLine(candidate.Text), cells),
    };
}

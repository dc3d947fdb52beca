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
    private const int LeastText = 16;

    // What the answer and the line below the table need.
    private const int KeptLines = 4;

    /// <summary>Draws what fits.</summary>
    /// <param name="board">The panel.</param>
    /// <param name="width">The columns there are; in few of them figures give way to the text.</param>
    /// <param name="height">The lines there are; of candidates beyond them only their number is said.</param>
    public static IRenderable Render(PanelBoard board, int width, int height)
    {
        int rows = Math.Max(2, height - KeptLines);
        IReadOnlyList<PanelSlot> shown = board.Count <= rows ? [.. board.Slots] : board.MostTelling(rows - 1);
        int numberCells = $"{board.Count}".Length;
        int modelCells = Math.Min(WidestModel, shown.Select(slot => TerminalText.Cells(slot.Model)).DefaultIfEmpty(5).Max());
        int figureCells = TokenCells + TimeCells + 2;
        int textCells = width - numberCells - StateCells - modelCells - figureCells - Gaps;
        bool hasFigures = textCells >= LeastText;
        if (!hasFigures)
        {
            modelCells = Math.Min(modelCells, Math.Max(4, width / 5));
            textCells = Math.Max(1, width - numberCells - StateCells - modelCells - Gaps);
        }

        Table table = new Table().NoBorder().HideHeaders().Collapse();
        AddColumn(table, numberCells, Justify.Right);
        AddColumn(table, StateCells, Justify.Left);
        AddColumn(table, modelCells, Justify.Left);
        if (hasFigures)
        {
            AddColumn(table, TokenCells, Justify.Right);
            AddColumn(table, TimeCells, Justify.Right);
        }

        table.AddColumn(new TableColumn("") { Width = textCells, NoWrap = true, Padding = new Padding(1, 0, 0, 0) });
        foreach (PanelSlot slot in shown)
            table.AddRow(Cells(board, slot, modelCells, textCells, hasFigures));
        return shown.Count == board.Count ? table : new Rows(table, new Text(TerminalText.Head(Others(board, shown), width), new Style(Color.Grey)));
    }

    private static string Others(PanelBoard board, IReadOnlyList<PanelSlot> shown)
    {
        IReadOnlyList<PanelSlot> others = [.. board.Slots.Except(shown)];
        IEnumerable<string> states = others.GroupBy(slot => Words(slot).Word).OrderByDescending(group => group.Count()).Select(group => $"{Figures.Count(group.Count())} {group.Key}");
        return $"… {Figures.Count(others.Count)} more: {string.Join(", ", states)}";
    }

    private static void AddColumn(Table table, int width, Justify alignment) =>
        table.AddColumn(new TableColumn("") { Width = width, NoWrap = true, Alignment = alignment, Padding = new Padding(0, 0, 1, 0) });

    private static IEnumerable<Text> Cells(PanelBoard board, PanelSlot slot, int modelCells, int textCells, bool hasFigures)
    {
        (string sign, string word, string color) = Words(slot);
        Style grey = new(Color.Grey);
        IEnumerable<Text> figures = hasFigures ? [new Text(Tokens(slot), grey), new Text(Time(board, slot), grey)] : [];
        return
        [
            new Text($"{slot.Index + 1}", grey),
            new Text($"{sign} {word}", Style.Parse(color)),
            new Text(TerminalText.Head(slot.Model, modelCells)),
            .. figures,
            new Text(Piece(slot, textCells), grey),
        ];
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

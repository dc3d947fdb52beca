using System.Text;

namespace FusionOfN.Lab;

/// <summary>Writes a report as Markdown; figures are files beside it.</summary>
internal static class MarkdownWriter
{
    /// <summary>The folder of the figures beside the report.</summary>
    public const string FigureFolder = "figures";

    // First strong isolate and its end: text from right to left does not pull what surrounds it along.
    private const char Isolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    public static string Write(ReportDocument document)
    {
        StringBuilder text = new();
        foreach (var block in document.Blocks)
            text.Append(Block(block)).Append("\n\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Block(ReportBlock block) => block switch
    {
        HeadingBlock heading => $"{new string('#', heading.Level)} {Escape(heading.Text)}",
        ParagraphBlock paragraph => Escape(paragraph.Text),
        ListBlock list => string.Join('\n', list.Points.Select(point => $"- {Escape(point)}")),
        CommandBlock command => $"```sh\n{command.Text}\n```",
        FigureBlock figure => $"![{Escape(figure.Caption)}]({FigureFolder}/{figure.Name}.svg)",
        TableBlock table => Table(table),
        _ => throw new NotSupportedException($"There is no Markdown for {block.GetType().Name}."),
    };

    private static string Table(TableBlock table)
    {
        StringBuilder text = new();
        Row(text, table.Header);
        text.Append('\n').Append('|').Append(string.Concat(Enumerable.Repeat(" --- |", table.Header.Count)));
        foreach (var row in table.Rows)
            Row(text.Append('\n'), row);
        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells)
    {
        text.Append('|');
        foreach (string cell in cells)
            text.Append(' ').Append(Isolated(Escape(cell))).Append(" |");
    }

    private static string Isolated(string text) => text.Any(letter => letter is >= '\u0590' and <= '\u08FF') ? $"{Isolate}{text}{EndOfIsolate}" : text;

    // Line breaks would end a cell or a point, and the signs of Markdown are meant literally.
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char letter in text)
        {
            if (letter is '\\' or '|' or '*' or '_' or '`' or '<' or '#')
                escaped.Append('\\');
            escaped.Append(letter is '\n' or '\r' ? ' ' : letter);
        }

        return escaped.ToString();
    }
}

using System.Text;

namespace FusionOfN.Lab;

/// <summary>Writes a report as one HTML page that loads nothing.</summary>
internal static class HtmlWriter
{
    private const string Style = """
        body{font-family:system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;line-height:1.5;color:#222;background:#fff}
        h1{font-size:1.7rem}h2{margin-top:2.5rem;border-bottom:1px solid #ddd;padding-bottom:.3rem}
        .table{overflow-x:auto}table{border-collapse:collapse;font-size:.88rem;margin:1rem 0}
        th,td{border:1px solid #ddd;padding:.3rem .6rem;text-align:start;vertical-align:top}th{background:#f5f5f5}
        tr:hover td{background:#fafafa}pre{background:#f5f5f5;padding:.8rem;overflow-x:auto}
        .better{color:#1a7f37;font-weight:600}.worse{color:#b3261e;font-weight:600}.tie{color:#666}
        figure{display:inline-block;margin:.5rem 1rem .5rem 0;vertical-align:top}figure svg{max-width:100%;height:auto}figcaption{font-size:.85rem;color:#555;max-width:40rem}
        """;

    public static string Write(ReportDocument document)
    {
        string title = document.Blocks.OfType<HeadingBlock>().FirstOrDefault()?.Text ?? "";
        StringBuilder text = new();
        text.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Append("<title>").Append(Encode(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n");
        foreach (var block in document.Blocks)
            text.Append(Block(block)).Append('\n');
        return text.Append("</body>\n</html>\n").ToString();
    }

    private static string Block(ReportBlock block) => block switch
    {
        HeadingBlock heading => $"<h{heading.Level}>{Encode(heading.Text)}</h{heading.Level}>",
        ParagraphBlock paragraph => $"<p>{Encode(paragraph.Text)}</p>",
        ListBlock list => $"<ul>{string.Concat(list.Points.Select(point => $"<li>{Encode(point)}</li>"))}</ul>",
        CommandBlock command => $"<pre><code>{Encode(command.Text)}</code></pre>",
        FigureBlock figure => $"<figure>{figure.Svg}<figcaption>{Encode(figure.Caption)}</figcaption></figure>",
        TableBlock table => $"<div class=\"table\"><table><thead><tr>{string.Concat(table.Header.Select(cell => $"<th>{Encode(cell)}</th>"))}</tr></thead><tbody>{string.Concat(table.Rows.Select(Row))}</tbody></table></div>",
        _ => throw new NotSupportedException($"There is no HTML for {block.GetType().Name}."),
    };

    // Each cell finds its own direction: Arabic beside Latin stays readable.
    private static string Row(IReadOnlyList<string> cells) =>
        $"<tr>{string.Concat(cells.Select(cell => $"<td dir=\"auto\"{Class(cell)}>{Encode(cell)}</td>"))}</tr>";

    private static string Class(string cell) => cell switch
    {
        "better" => " class=\"better\"",
        "WORSE" => " class=\"worse\"",
        "tie" => " class=\"tie\"",
        _ => "",
    };

    // Only what HTML needs: the text stays readable in its own script.
    private static string Encode(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}

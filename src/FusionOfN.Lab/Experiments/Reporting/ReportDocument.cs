namespace FusionOfN.Lab;

/// <summary>A report under construction: blocks from top to bottom.</summary>
internal sealed class ReportDocument
{
    private readonly List<ReportBlock> _blocks = [];

    public IReadOnlyList<ReportBlock> Blocks => _blocks;

    public void Heading(string text, int level = 2) => _blocks.Add(new HeadingBlock(level, text));

    public void Paragraph(string text) => _blocks.Add(new ParagraphBlock(text));

    public void List(IEnumerable<string> points)
    {
        if (points.ToList() is { Count: > 0 } list)
            _blocks.Add(new ListBlock(list));
    }

    public void Command(string text) => _blocks.Add(new CommandBlock(text));

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => _blocks.Add(new TableBlock(header, [.. rows]));

    public void Figure(string name, string svg, string caption) => _blocks.Add(new FigureBlock(name, svg, caption));
}

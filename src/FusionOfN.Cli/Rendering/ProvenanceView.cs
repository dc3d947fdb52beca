using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>
/// Prints the answer with each span in its candidate's colour and followed by its candidate's raised number, then a legend. What is too short to say has
/// no mark, what is new is in italics.
/// </summary>
internal static class ProvenanceView
{
    public static void Write(IAnsiConsole console, string answer, ProvenanceMap map, IReadOnlyList<Candidate> candidates)
    {
        Paragraph text = new();
        foreach (ProvenanceSpan span in map.Spans)
            Append(text, span, span.Of(answer));
        console.Write(text);
        console.WriteLine();
        console.WriteLine();
        WriteLegend(console, map, candidates);
    }

    private static void Append(Paragraph text, ProvenanceSpan span, string piece)
    {
        string clean = TerminalText.Clean(piece);
        if (span.Kind != ProvenanceKind.Copied)
        {
            text.Append(clean, new Style(decoration: span.IsNew ? Decoration.Italic : Decoration.None));
            return;
        }

        // The number goes before trailing space, so that it stands at the word it belongs to.
        string body = clean.TrimEnd();
        text.Append(body, new Style(CandidatePalette.Of(span.Candidates[0])));
        text.Append(CandidatePalette.Marks(span.Candidates), new Style(CandidatePalette.Of(span.Candidates[0]), decoration: Decoration.Bold));
        text.Append(clean[body.Length..]);
    }

    private static void WriteLegend(IAnsiConsole console, ProvenanceMap map, IReadOnlyList<Candidate> candidates)
    {
        Grid legend = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(2))
            .AddColumn(new GridColumn().NoWrap().RightAligned());
        foreach (int index in map.Sources.Where(source => source < candidates.Count))
        {
            Style style = new(CandidatePalette.Of(index));
            legend.AddRow(
                new Text(CandidatePalette.Mark(index), style),
                new Text(TerminalText.Head(TerminalText.OneLine(candidates[index].Model), 40), style),
                new Text(Figures.Percent(map.Shares[index])));
        }

        if (map.TooShortRate > 0)
            legend.AddRow(new Text(""), new Text("in some, too short to say"), new Text(Figures.Percent(map.TooShortRate)));
        legend.AddRow(
            new Text(""), new Text("new, in no candidate", new Style(decoration: Decoration.Italic)), new Text(Figures.Percent(map.NewRate)));
        if (map.BlockCopyRate is { } blocks)
            legend.AddRow(new Text(""), new Text("copied, as difflib counts"), new Text(Figures.Percent(blocks)));
        console.Write(legend);
    }
}

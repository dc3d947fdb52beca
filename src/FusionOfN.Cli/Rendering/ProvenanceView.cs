using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prints the answer with each span in its candidate's colour and followed by its candidate's raised number, then a legend.</summary>
internal static class ProvenanceView
{
    public static void Write(IAnsiConsole console, string answer, ProvenanceMap map, IReadOnlyList<Candidate> candidates)
    {
        Paragraph text = new();
        foreach (ProvenanceSpan span in map.Spans)
            Append(text, answer.Substring(span.Start, span.Length), span.Candidates);
        console.Write(text);
        console.WriteLine();
        console.WriteLine();
        WriteLegend(console, map, candidates);
    }

    private static void Append(Paragraph text, string piece, IReadOnlyList<int> candidates)
    {
        string clean = TerminalText.Clean(piece);
        if (candidates.Count == 0)
        {
            text.Append(clean, new Style(decoration: Decoration.Italic));
            return;
        }

        // The number goes before trailing space, so that it stands at the word it belongs to.
        string body = clean.TrimEnd();
        text.Append(body, new Style(CandidatePalette.Of(candidates[0])));
        text.Append(CandidatePalette.Marks(candidates), new Style(CandidatePalette.Of(candidates[0]), decoration: Decoration.Bold));
        text.Append(clean[body.Length..]);
    }

    private static void WriteLegend(IAnsiConsole console, ProvenanceMap map, IReadOnlyList<Candidate> candidates)
    {
        Grid legend = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(2))
            .AddColumn(new GridColumn().NoWrap().RightAligned());
        for (int index = 0; index < candidates.Count && index < map.Shares.Count; index++)
        {
            Style style = new(CandidatePalette.Of(index));
            legend.AddRow(
                new Text(CandidatePalette.Mark(index), style),
                new Text(TerminalText.Head(TerminalText.OneLine(candidates[index].Model), 40), style),
                new Text(Figures.Percent(map.Shares[index])));
        }

        legend.AddRow(
            new Text(""), new Text("new, in no candidate", new Style(decoration: Decoration.Italic)), new Text(Figures.Percent(1 - map.CopyRate)));
        console.Write(legend);
    }
}

namespace FusionOfN.Gateway.Studio;

/// <summary>A piece of a candidate's text, and the spans of the answer that hold it.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Spans">The indexes of the answer's spans; empty when the answer has nothing of it.</param>
public sealed record CandidatePiece(string Text, IReadOnlyList<int> Spans)
{
    /// <summary>Cuts a candidate's text where the answer's spans begin and end in it. The pieces together are exactly the text.</summary>
    /// <param name="text">The candidate's text.</param>
    /// <param name="candidate">The candidate's index.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="provenance">Where the answer came from.</param>
    public static IReadOnlyList<CandidatePiece> Cut(string text, int candidate, string answer, ProvenanceMap provenance)
    {
        List<(int Start, int End, int Span)> places = [];
        var from = 0;
        foreach (var (index, span) in provenance.Spans.Index().Where(pair => pair.Item.Candidates.Contains(candidate)))
        {
            foreach (var passage in span.Passages(answer))
            {
                // The same words may stand there twice: the place behind the last one found is the likelier.
                var at = text.IndexOf(passage, from, StringComparison.Ordinal);
                at = at < 0 ? text.IndexOf(passage, StringComparison.Ordinal) : at;
                if (at < 0 || passage.Length == 0)
                    continue;
                places.Add((at, at + passage.Length, index));
                from = at + passage.Length;
            }
        }

        int[] cuts = [.. places.SelectMany(place => (int[])[place.Start, place.End]).Append(0).Append(text.Length).Distinct().Order()];
        return
        [
            .. cuts.Zip(cuts.Skip(1), (start, end) => new CandidatePiece(
                text[start..end], [.. places.Where(place => place.Start <= start && place.End >= end).Select(place => place.Span)])),
        ];
    }
}

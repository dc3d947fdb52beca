namespace FusionOfN;

/// <summary>Turns pieces in tokens into spans of the answer's characters, which together are exactly the answer.</summary>
internal static class SpanWriter
{
    public static IReadOnlyList<ProvenanceSpan> Write(Comparison comparison, List<Piece> pieces)
    {
        var tokens = comparison.Tokens;
        List<ProvenanceSpan> spans = new(pieces.Count + 1);
        var start = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            // A line break ends the piece before it; other spaces are its tail.
            var behind = piece.To == tokens.Count || tokens[piece.To].Kind == TokenKind.LineBreak ? piece.To - 1
                : tokens[piece.To].IsSpace ? piece.To
                : piece.To - 1;
            var end = tokens[behind].End;
            spans.Add(Span(comparison, start, end, piece));
            start = end;
        }

        // What is left is a line break at the end, or an answer of spaces.
        if (start < comparison.Answer.Length)
            spans.Add(Span(comparison, start, comparison.Answer.Length, new(tokens.Count - 1, tokens.Count, ProvenanceKind.TooShort, HoldersOf(comparison, tokens.Count - 1), null)));
        return spans;
    }

    private static ProvenanceSpan Span(Comparison comparison, int start, int end, Piece piece)
    {
        var candidates = comparison.CandidatesOf(piece.Holders);
        return new(start, end - start, piece.Kind == ProvenanceKind.Copied ? candidates : [])
        {
            Possible = piece.Kind == ProvenanceKind.TooShort ? candidates : [],
            Seams = piece.Seams is { } seams ? [.. seams.Select(token => comparison.Tokens[token].Start)] : [],
        };
    }

    private static int[] HoldersOf(Comparison comparison, int token) =>
        [.. comparison.Texts.Index().Where(pair => pair.Item.Held(token) > token).Select(pair => pair.Index)];
}

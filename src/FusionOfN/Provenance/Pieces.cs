namespace FusionOfN;

/// <summary>Cuts an answer into pieces from the same texts: as few as can be, where sentences begin if possible.</summary>
internal sealed class Pieces
{
    private readonly Comparison _comparison;
    private readonly List<Token> _tokens;
    private readonly int[] _reach;
    private readonly List<Piece> _pieces = [];

    private Pieces(Comparison comparison)
    {
        _comparison = comparison;
        _tokens = comparison.Tokens;
        _reach = new int[_tokens.Count];
        for (var token = 0; token < _reach.Length; token++)
        {
            _reach[token] = token;
            foreach (var text in comparison.Texts)
                _reach[token] = Math.Max(_reach[token], text.Proven(token));
        }
    }

    /// <summary>The pieces in order, with nothing but spaces between them; neighbours differ in what is known of them.</summary>
    public static List<Piece> Of(Comparison comparison)
    {
        Pieces pieces = new(comparison);
        pieces.Cut();
        return pieces._pieces;
    }

    private void Cut()
    {
        Cover cover = new(_reach, token => Borders.Score(_comparison.Answer, _tokens, token));
        for (var from = 0; from < _tokens.Count;)
        {
            var isProven = _reach[from] > from;
            var to = from + 1;
            while (to < _tokens.Count && _reach[to] > to == isProven)
                to++;
            if (isProven)
                AddProven(_tokens[from].IsSpace ? from + 1 : from, to, cover);
            else
                AddUnproven(from, to);
            from = to;
        }
    }

    private void AddProven(int from, int to, Cover cover)
    {
        var borders = cover.Of(from, to);
        for (var i = 1; i < borders.Count; i++)
        {
            var (start, end) = (borders[i - 1], borders[i]);
            Add(start, end, ProvenanceKind.Copied, Holders(text => text.Proven(start) >= end));
        }
    }

    /// <summary>Adds what proves nothing: common words that some text holds, as long as they stand there together, and what none has.</summary>
    private void AddUnproven(int from, int to)
    {
        while (from < to)
        {
            if (_tokens[from].IsSpace)
            {
                from++;
                continue;
            }

            var held = from;
            foreach (var text in _comparison.Texts)
                held = Math.Max(held, Math.Min(to, text.Held(from)));
            if (held == from)
                Add(from, ++from, ProvenanceKind.New, []);
            else
                Add(from, held, ProvenanceKind.TooShort, Holders(text => text.Held(from) >= held));
            from = Math.Max(from, held);
        }
    }

    private void Add(int from, int to, ProvenanceKind kind, IReadOnlyList<int> holders)
    {
        while (from < to && _tokens[from].IsSpace)
            from++;
        while (from < to && _tokens[to - 1].IsSpace)
            to--;
        if (from == to)
            return;

        if (_pieces.Count > 0 && _pieces[^1] is var last && last.Kind == kind && last.Holders.SequenceEqual(holders))
            _pieces[^1] = last with { To = to, Seams = kind == ProvenanceKind.New ? [] : [.. last.Seams, from] };
        else
            _pieces.Add(new(from, to, kind, holders, []));
    }

    private List<int> Holders(Func<Holdings, bool> holds)
    {
        List<int> holders = [];
        for (var text = 0; text < _comparison.Texts.Count; text++)
        {
            if (holds(_comparison.Texts[text]))
                holders.Add(text);
        }

        return holders;
    }
}

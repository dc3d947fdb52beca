namespace FusionOfN;

/// <summary>Cuts an answer into pieces from the same texts: as few as can be, where sentences begin if possible.</summary>
internal sealed class Pieces
{
    private readonly Comparison _comparison;
    private readonly List<Token> _tokens;
    private readonly Holdings[] _texts;
    private readonly int[] _holders;
    private readonly int[] _reach;
    private readonly List<Piece> _pieces = [];

    private Pieces(Comparison comparison)
    {
        _comparison = comparison;
        _tokens = comparison.Tokens;
        _texts = comparison.Texts;
        _holders = new int[_texts.Length];
        _reach = new int[_tokens.Count];
        for (var token = 0; token < _reach.Length; token++)
        {
            _reach[token] = token;
            foreach (var text in _texts)
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
            Add(start, end, ProvenanceKind.Copied, Holders(start, end, isProven: true));
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
            foreach (var text in _texts)
                held = Math.Max(held, Math.Min(to, text.Held(from)));
            if (held == from)
                Add(from, ++from, ProvenanceKind.New, []);
            else
                Add(from, held, ProvenanceKind.TooShort, Holders(from, held, isProven: false));
            from = Math.Max(from, held);
        }
    }

    private void Add(int from, int to, ProvenanceKind kind, int[] holders)
    {
        while (from < to && _tokens[from].IsSpace)
            from++;
        while (from < to && _tokens[to - 1].IsSpace)
            to--;
        if (from == to)
            return;

        if (_pieces.Count == 0 || _pieces[^1].Kind != kind || !_pieces[^1].Holders.AsSpan().SequenceEqual(holders))
        {
            _pieces.Add(new(from, to, kind, holders, null));
            return;
        }

        var seams = _pieces[^1].Seams;
        if (kind != ProvenanceKind.New)
            (seams ??= []).Add(from);
        _pieces[^1] = _pieces[^1] with { To = to, Seams = seams };
    }

    /// <summary>The texts that hold a piece: as part of a run that proves it, or at all.</summary>
    private int[] Holders(int from, int to, bool isProven)
    {
        var count = 0;
        for (var text = 0; text < _texts.Length; text++)
        {
            if ((isProven ? _texts[text].Proven(from) : _texts[text].Held(from)) >= to)
                _holders[count++] = text;
        }

        return _holders.AsSpan(0, count).ToArray();
    }
}

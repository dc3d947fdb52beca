namespace FusionOfN;

/// <summary>Counts the n-grams of a pair of texts and those that they share, without a table for each. One for each thread, as it keeps its memory.</summary>
internal sealed class ChrFCounter
{
    [ThreadStatic]
    private static ChrFCounter? _ofThread;

    private readonly NgramTable _table = new();
    private Sequence _hypothesis;
    private Sequence _reference;

    public static ChrFCounter OfThread => _ofThread ??= new();

    public void Count(ReadOnlySpan<char> hypothesis, ReadOnlySpan<char> reference, int characterOrder, int wordOrder, Span<int> counts)
    {
        _hypothesis.Characters(hypothesis);
        _reference.Characters(reference);
        for (var order = 1; order <= characterOrder; order++)
            Count(order, counts.Slice(3 * (order - 1), 3));
        if (wordOrder == 0)
            return;

        _hypothesis.Words(hypothesis);
        _reference.Words(reference);
        for (var order = 1; order <= wordOrder; order++)
            Count(order, counts.Slice(3 * (characterOrder + order - 1), 3));
    }

    private void Count(int order, Span<int> counts)
    {
        var here = _hypothesis.Ngrams(order);
        var there = _reference.Ngrams(order);
        var matches = 0;
        _table.Begin(there.Length);
        foreach (var key in there)
            _table.Add(key);
        foreach (var key in here)
            matches += _table.Take(key);
        counts[0] = there.Length > 0 ? here.Length : 0;
        counts[1] = there.Length;
        counts[2] = matches;
    }

    /// <summary>The symbols of a text and its n-grams of one order, each made from that of the order before.</summary>
    private struct Sequence
    {
        private int[] _points;
        private ulong[] _symbols;
        private ulong[] _keys;
        private int _length;

        public void Characters(ReadOnlySpan<char> text)
        {
            if (_points is null || _points.Length < text.Length)
                _points = new int[text.Length + 64];
            _length = CodePoints.WithoutWhitespace(text, _points);
            Reserve(_length);
            for (var i = 0; i < _length; i++)
                _symbols[i] = (ulong)_points[i];
        }

        public void Words(ReadOnlySpan<char> text)
        {
            // No more words than characters, and two for a word with a mark at its end.
            Reserve(text.Length);
            _length = WordSplitter.Hashes(text, _symbols);
        }

        public readonly ReadOnlySpan<ulong> Ngrams(int order)
        {
            var count = Math.Max(0, _length - order + 1);
            var keys = _keys.AsSpan(0, count);
            var last = _symbols.AsSpan(order - 1, count);
            if (order == 1)
                keys.Clear();
            for (var i = 0; i < keys.Length; i++)
                keys[i] = NgramTable.Prolong(keys[i], last[i]);
            return keys;
        }

        private void Reserve(int length)
        {
            if (_keys is not null && _keys.Length >= length)
                return;
            _keys = new ulong[length + 64];
            _symbols = new ulong[length + 64];
        }
    }
}

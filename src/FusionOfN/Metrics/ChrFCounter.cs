namespace FusionOfN;

/// <summary>Counts the n-grams of a pair of texts and those that they share. One for each thread, as it keeps its memory.</summary>
internal sealed class ChrFCounter
{
    [ThreadStatic]
    private static ChrFCounter? _ofThread;

    private readonly NgramMatcher _matcher = new();
    private int[] _points = [];
    private ulong[] _symbols = [];

    public static ChrFCounter OfThread => _ofThread ??= new();

    public void Count(ReadOnlySpan<char> hypothesis, ReadOnlySpan<char> reference, int characterOrder, int wordOrder, Span<int> counts)
    {
        var length = hypothesis.Length + reference.Length;
        if (_symbols.Length < length)
            (_symbols, _points) = (new ulong[length + 64], new int[length + 64]);

        var here = Characters(hypothesis, 0);
        var all = Characters(reference, here);
        Count(here, all, counts[..(3 * characterOrder)]);
        if (wordOrder == 0)
            return;

        here = WordSplitter.Hashes(hypothesis, _symbols);
        all = here + WordSplitter.Hashes(reference, _symbols.AsSpan(here));
        Count(here, all, counts.Slice(3 * characterOrder, 3 * wordOrder));
    }

    private void Count(int here, int all, Span<int> counts)
    {
        Span<int> matches = stackalloc int[counts.Length / 3];
        _matcher.Count(_symbols.AsSpan(0, all), [here, all], matches);
        for (var order = 0; order < matches.Length; order++)
        {
            var there = Math.Max(0, all - here - order);
            counts[3 * order] = there > 0 ? Math.Max(0, here - order) : 0;
            counts[(3 * order) + 1] = there;
            counts[(3 * order) + 2] = matches[order];
        }
    }

    private int Characters(ReadOnlySpan<char> text, int start)
    {
        var count = CodePoints.WithoutWhitespace(text, _points);
        for (var i = 0; i < count; i++)
            _symbols[start + i] = (ulong)_points[i];
        return start + count;
    }
}

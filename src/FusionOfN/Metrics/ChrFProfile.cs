using System.Buffers;

namespace FusionOfN;

/// <summary>The counted n-grams of one text. Made by <see cref="ChrF.Profile"/>; immutable and safe for concurrent use.</summary>
public sealed class ChrFProfile
{
    private readonly int _characterOrder;
    private readonly int _wordOrder;
    private readonly NgramCounts[] _orders;

    internal ChrFProfile(string text, int characterOrder, int wordOrder)
    {
        ArgumentNullException.ThrowIfNull(text);
        _characterOrder = characterOrder;
        _wordOrder = wordOrder;
        _orders = new NgramCounts[characterOrder + wordOrder];
        CountCharacters(text);
        if (wordOrder > 0)
            CountWords(text);
    }

    internal bool Has(int characterOrder, int wordOrder) => _characterOrder == characterOrder && _wordOrder == wordOrder;

    internal ChrFStatistics CompareWith(ChrFProfile reference)
    {
        var counts = new long[3 * _orders.Length];
        for (var order = 0; order < _orders.Length; order++)
        {
            var (mine, theirs, matches) = _orders[order].CompareWith(reference._orders[order]);
            counts[3 * order] = theirs > 0 ? mine : 0;
            counts[(3 * order) + 1] = theirs;
            counts[(3 * order) + 2] = matches;
        }

        return new(counts, _characterOrder, _wordOrder);
    }

    private void CountCharacters(string text)
    {
        var points = ArrayPool<int>.Shared.Rent(text.Length);
        try
        {
            var length = CodePoints.WithoutWhitespace(text, points);
            for (var order = 1; order <= _characterOrder; order++)
                _orders[order - 1] = NgramCounts.OfCodePoints(points.AsSpan(0, length), order);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(points);
        }
    }

    private void CountWords(string text)
    {
        var hashes = ArrayPool<ulong>.Shared.Rent(text.Length);
        try
        {
            var words = hashes.AsSpan(0, WordSplitter.Hashes(text, hashes));
            for (var order = 1; order <= _wordOrder; order++)
                _orders[_characterOrder + order - 1] = NgramCounts.OfHashes(words, order);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(hashes);
        }
    }
}

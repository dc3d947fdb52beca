namespace FusionOfN;

/// <summary>Sorts numbers by some of their bits, a byte at a time. Not safe for concurrent use, as it keeps its memory.</summary>
internal sealed class RadixSorter
{
    private const int Digits = 256;

    // For fewer numbers the counts of digits cost more than comparing.
    private const int MinLength = 64;

    private readonly int[] _counts = new int[8 * Digits];
    private ulong[] _other = [];

    /// <summary>Sorts.</summary>
    /// <param name="keys">The numbers; another array may come back.</param>
    /// <param name="length">How many they are.</param>
    /// <param name="from">The first bit that counts.</param>
    /// <param name="bits">How many bits count; those above are 0.</param>
    public ReadOnlySpan<ulong> Sort(ref ulong[] keys, int length, int from, int bits)
    {
        if (length < MinLength)
        {
            keys.AsSpan(0, length).Sort();
            return keys.AsSpan(0, length);
        }

        if (_other.Length < keys.Length)
            _other = new ulong[keys.Length];
        var passes = (bits + 7) / 8;
        CountDigits(keys.AsSpan(0, length), from, passes);
        for (var pass = 0; pass < passes; pass++)
        {
            Scatter(keys.AsSpan(0, length), _other, from + (8 * pass), _counts.AsSpan(pass * Digits, Digits));
            (keys, _other) = (_other, keys);
        }

        return keys.AsSpan(0, length);
    }

    private void CountDigits(ReadOnlySpan<ulong> keys, int from, int passes)
    {
        var counts = _counts.AsSpan(0, passes * Digits);
        counts.Clear();
        foreach (var key in keys)
        {
            var rest = key >> from;
            for (var at = 0; at < counts.Length; at += Digits)
            {
                counts[at + (int)(rest & 0xFF)]++;
                rest >>= 8;
            }
        }
    }

    private static void Scatter(ReadOnlySpan<ulong> keys, ulong[] sorted, int shift, Span<int> counts)
    {
        var start = 0;
        for (var digit = 0; digit < counts.Length; digit++)
        {
            var count = counts[digit];
            counts[digit] = start;
            start += count;
        }

        foreach (var key in keys)
            sorted[counts[(int)((key >> shift) & 0xFF)]++] = key;
    }
}

using System.Buffers;
using System.Numerics;

namespace FusionOfN;

/// <summary>
/// How often each n-gram of one order occurs: an open-addressing table from 64-bit n-gram keys to counts.
/// </summary>
/// <remarks>
/// Up to three code points fit into the key exactly. Longer n-grams are hashed; at 20,000 n-grams a text the chance that any two different ones
/// meet is about 1e-11, so the scores are exact for every practical purpose.
/// </remarks>
internal readonly struct NgramCounts
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly ulong[] _keys;
    private readonly int[] _counts;
    private readonly int _capacity;

    private NgramCounts(ulong[] keys, int[] counts, int capacity, int total, int distinct)
    {
        _keys = keys;
        _counts = counts;
        _capacity = capacity;
        Total = total;
        Distinct = distinct;
    }

    /// <summary>N-grams with repetition.</summary>
    public int Total { get; }

    /// <summary>Different n-grams.</summary>
    public int Distinct { get; }

    public static NgramCounts OfCodePoints(ReadOnlySpan<int> points, int order, bool pooled)
    {
        var total = Math.Max(0, points.Length - order + 1);
        var table = new Builder(total, pooled);
        for (var i = 0; i < total; i++)
        {
            // 21 bits hold every code point, 63 bits hold three of them.
            ulong head = 0, tail = 0;
            for (var j = 0; j < order; j++)
            {
                if (j < 3)
                    head = (head << 21) | (uint)points[i + j];
                else
                    tail = (tail << 21) | (uint)points[i + j];
            }

            table.Add(order <= 3 ? head : Combine(head, tail));
        }

        return table.Build(total);
    }

    public static NgramCounts OfHashes(ReadOnlySpan<ulong> words, int order, bool pooled)
    {
        var total = Math.Max(0, words.Length - order + 1);
        var table = new Builder(total, pooled);
        for (var i = 0; i < total; i++)
        {
            var key = words[i];
            for (var j = 1; j < order; j++)
                key = Combine(key, words[i + j]);
            table.Add(key);
        }

        return table.Build(total);
    }

    /// <summary>A 64-bit hash of a word.</summary>
    public static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = (ulong)word.Length;
        foreach (var value in word)
            hash = Combine(hash, value);
        return hash;
    }

    /// <summary>Σ min(count here, count there). Cheapest when this table is the smaller one.</summary>
    public long Matches(NgramCounts other)
    {
        long matches = 0;
        for (var slot = 0; slot < _capacity; slot++)
        {
            if (_counts[slot] > 0)
                matches += Math.Min(_counts[slot], other.Count(_keys[slot]));
        }

        return matches;
    }

    public void Return()
    {
        ArrayPool<ulong>.Shared.Return(_keys);
        ArrayPool<int>.Shared.Return(_counts);
    }

    private int Count(ulong key)
    {
        var mask = _capacity - 1;
        for (var slot = Slot(key, mask); ; slot = (slot + 1) & mask)
        {
            if (_counts[slot] == 0)
                return 0;
            if (_keys[slot] == key)
                return _counts[slot];
        }
    }

    private static int Slot(ulong key, int mask) => (int)((key * Multiplier) >> 32) & mask;

    private static ulong Combine(ulong left, ulong right)
    {
        // The finaliser of splitmix64 over the rotated sum: every bit of both inputs reaches every bit of the result.
        var mixed = (BitOperations.RotateLeft(left * Multiplier, 29) + right) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private ref struct Builder
    {
        private readonly ulong[] _keys;
        private readonly int[] _counts;
        private readonly int _capacity;
        private int _distinct;

        public Builder(int total, bool pooled)
        {
            _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, total + (total / 2)));
            _keys = pooled ? ArrayPool<ulong>.Shared.Rent(_capacity) : new ulong[_capacity];
            _counts = pooled ? ArrayPool<int>.Shared.Rent(_capacity) : new int[_capacity];
            if (pooled)
                _counts.AsSpan(0, _capacity).Clear();
        }

        public void Add(ulong key)
        {
            var mask = _capacity - 1;
            var slot = Slot(key, mask);
            while (_counts[slot] != 0 && _keys[slot] != key)
                slot = (slot + 1) & mask;
            if (_counts[slot]++ == 0)
            {
                _keys[slot] = key;
                _distinct++;
            }
        }

        public readonly NgramCounts Build(int total) => new(_keys, _counts, _capacity, total, _distinct);
    }
}

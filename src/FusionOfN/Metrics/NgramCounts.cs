using System.Numerics;

namespace FusionOfN;

/// <summary>
/// How often each n-gram of one order occurs: an open-addressing table from 64-bit n-gram keys to counts, of bounded size.
/// </summary>
/// <remarks>
/// <para>
/// Up to three code points fit into the key exactly. Longer n-grams are hashed; at 20,000 n-grams a text the chance that any two different ones
/// meet is about 1e-11, so the scores are exact for every practical purpose.
/// </para>
/// <para>
/// A table that is full keeps the n-grams of every second hash, then of every fourth, and so on. Whether an n-gram is kept depends on nothing but itself, so
/// two tables of the same share hold the same n-grams, and what they have in common is an estimate of what the texts have in common.
/// Source: Gibbons, "Distinct Sampling for Highly-Accurate Answers to Distinct Values Queries and Event Reports", 2001.
/// </para>
/// </remarks>
internal readonly struct NgramCounts
{
    /// <summary>The most different n-grams that a table holds. A text with no more of them is counted exactly.</summary>
    public const int MaxDistinct = 32_768;

    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const int MaxCapacity = 2 * MaxDistinct;

    private readonly ulong[] _keys;
    private readonly int[] _counts;
    private readonly int _capacity;
    private readonly int _distinct;
    private readonly int _level;
    private readonly long _kept;

    private NgramCounts(ulong[] keys, int[] counts, int capacity, int total, int distinct, int level)
    {
        _keys = keys;
        _counts = counts;
        _capacity = capacity;
        _distinct = distinct;
        _level = level;
        _kept = level == 0 ? total : KeptAt(level);
        Total = total;
    }

    /// <summary>N-grams with repetition, those that were not kept included.</summary>
    public int Total { get; }

    public static NgramCounts OfCodePoints(ReadOnlySpan<int> points, int order)
    {
        var total = Math.Max(0, points.Length - order + 1);
        var table = new Builder(total);
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

    public static NgramCounts OfHashes(ReadOnlySpan<ulong> words, int order)
    {
        var total = Math.Max(0, words.Length - order + 1);
        var table = new Builder(total);
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

    /// <summary>The n-grams here, those there, and Σ min(count here, count there): counted where both tables hold all, else estimated.</summary>
    public (long Here, long There, long Matches) CompareWith(NgramCounts other)
    {
        var level = Math.Max(_level, other._level);
        var (small, large) = _distinct <= other._distinct ? (this, other) : (other, this);
        var matches = small.Matches(large, level);
        if (level == 0)
            return (Total, other.Total, matches);

        // The ratios are what counts: equal texts stay equal. A short text beside a very long one may have nothing in the share.
        var (here, there) = (Kept(level), other.Kept(level));
        return here == 0 || there == 0 ? (Total, other.Total, 0) : (here << level, there << level, matches << level);
    }

    private long Matches(NgramCounts other, int level)
    {
        long matches = 0;
        for (var slot = 0; slot < _capacity; slot++)
        {
            if (_counts[slot] > 0 && IsKept(_keys[slot], level))
                matches += Math.Min(_counts[slot], other.Count(_keys[slot]));
        }

        return matches;
    }

    private long Kept(int level) => level == _level ? _kept : KeptAt(level);

    private long KeptAt(int level)
    {
        long kept = 0;
        for (var slot = 0; slot < _capacity; slot++)
            kept += _counts[slot] > 0 && IsKept(_keys[slot], level) ? _counts[slot] : 0;
        return kept;
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

    // The high bits: all of the key reaches them.
    private static int Slot(ulong key, int mask) => (int)((key * Multiplier) >> 40) & mask;

    private static bool IsKept(ulong key, int level) => level == 0 || (Combine(key, 0) & ((1UL << level) - 1)) == 0;

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
        private int _level;

        public Builder(int total)
        {
            _capacity = (int)Math.Min(MaxCapacity, BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, total + (total / 2))));
            _keys = new ulong[_capacity];
            _counts = new int[_capacity];
        }

        public void Add(ulong key)
        {
            if (!IsKept(key, _level))
                return;
            var slot = SlotOf(key);
            if (_counts[slot]++ > 0)
                return;

            _keys[slot] = key;
            if (++_distinct > MaxDistinct)
                Thin();
        }

        public readonly NgramCounts Build(int total) => new(_keys, _counts, _capacity, total, _distinct, _level);

        private readonly int SlotOf(ulong key)
        {
            var mask = _capacity - 1;
            var slot = Slot(key, mask);
            while (_counts[slot] != 0 && _keys[slot] != key)
                slot = (slot + 1) & mask;
            return slot;
        }

        private void Thin()
        {
            List<(ulong Key, int Count)> held = new(_distinct);
            for (var slot = 0; slot < _capacity; slot++)
            {
                if (_counts[slot] > 0)
                    held.Add((_keys[slot], _counts[slot]));
            }

            while (held.Count > MaxDistinct)
            {
                var level = ++_level;
                held.RemoveAll(ngram => !IsKept(ngram.Key, level));
            }

            _counts.AsSpan(0, _capacity).Clear();
            foreach (var (key, count) in held)
            {
                var slot = SlotOf(key);
                (_keys[slot], _counts[slot]) = (key, count);
            }

            _distinct = held.Count;
        }
    }
}

using System.Numerics;

namespace FusionOfN;

/// <summary>
/// Counts the n-grams that a sequence shares with others, of all orders at once and exactly: the n-grams of the longest order are packed into numbers and sorted, so that
/// equal ones of every order stand side by side. Not safe for concurrent use, as it keeps its memory.
/// </summary>
/// <remarks>Source of the idea: Manber and Myers, "Suffix Arrays: A New Method for On-Line String Searches", 1993; here the suffixes end at the longest order.</remarks>
internal sealed class NgramMatcher
{
    private const int MaxOrders = 8;

    private readonly SymbolTable _symbols = new();
    private readonly RadixSorter _sorter = new();
    private readonly byte[] _sharedOf = new byte[128];
    private int[] _ids = [];
    private ulong[] _keys = [];
    private UInt128[] _wideKeys = [];
    private int[] _sides = [];
    private byte[] _shared = [];

    /// <summary>Counts for each order Σ min(count in the first sequence, most often in any other).</summary>
    /// <param name="symbols">The sequences, one behind the other.</param>
    /// <param name="ends">Where each ends; two at least.</param>
    /// <param name="matches">Where the matches go, from order 1 up; at most 8 orders.</param>
    public void Count(ReadOnlySpan<ulong> symbols, ReadOnlySpan<int> ends, Span<int> matches)
    {
        matches.Clear();
        Reserve(symbols.Length);

        // The numbers below those of symbols stand for "behind the end", another one for each sequence: what ends is equal to nothing elsewhere.
        var bits = BitOperations.Log2((uint)_symbols.Number(symbols, _ids, first: ends.Length)) + 1;
        var sideBits = BitOperations.Log2((uint)ends.Length - 1) + 1;
        if ((matches.Length * bits) + sideBits <= 64)
            Sort(symbols.Length, ends, matches.Length, bits, sideBits);
        else
            SortWide(symbols.Length, ends, matches.Length, bits, sideBits);

        if (ends.Length == 2)
            MatchPair(symbols.Length, matches);
        else
            MatchSeveral(symbols.Length, ends.Length, matches);
    }

    private void Sort(int length, ReadOnlySpan<int> ends, int orders, int bits, int sideBits)
    {
        var mask = orders * bits == 64 ? ulong.MaxValue : (1UL << (orders * bits)) - 1;
        var start = 0;
        for (var side = 0; side < ends.Length; side++)
        {
            ulong key = 0;
            for (var i = start; i < ends[side] + orders - 1; i++)
            {
                key = ((key << bits) | (uint)(i < ends[side] ? _ids[i] : side)) & mask;
                if (i - orders + 1 >= start)
                    _keys[i - orders + 1] = (key << sideBits) | (uint)side;
            }

            start = ends[side];
        }

        var keys = _sorter.Sort(ref _keys, length, sideBits, orders * bits);
        for (var bit = 0; bit < orders * bits; bit++)
            _sharedOf[bit] = (byte)(((orders * bits) - 1 - bit) / bits);
        for (var i = 0; i < length; i++)
        {
            _sides[i] = (int)(keys[i] & ((1UL << sideBits) - 1));
            var difference = i == 0 ? 1UL << ((orders * bits) - 1) : (keys[i] ^ keys[i - 1]) >> sideBits;
            _shared[i] = difference == 0 ? (byte)orders : _sharedOf[BitOperations.Log2(difference)];
        }
    }

    // For alphabets that do not fit into 64 bits, such as a long text in Chinese.
    private void SortWide(int length, ReadOnlySpan<int> ends, int orders, int bits, int sideBits)
    {
        if (_wideKeys.Length < length)
            _wideKeys = new UInt128[length + 64];
        var mask = (UInt128.One << (orders * bits)) - 1;
        var start = 0;
        for (var side = 0; side < ends.Length; side++)
        {
            UInt128 key = 0;
            for (var i = start; i < ends[side] + orders - 1; i++)
            {
                key = ((key << bits) | (uint)(i < ends[side] ? _ids[i] : side)) & mask;
                if (i - orders + 1 >= start)
                    _wideKeys[i - orders + 1] = (key << sideBits) | (uint)side;
            }

            start = ends[side];
        }

        var keys = _wideKeys.AsSpan(0, length);
        keys.Sort();
        for (var i = 0; i < length; i++)
        {
            _sides[i] = (int)(uint)(keys[i] & ((UInt128.One << sideBits) - 1));
            var difference = i == 0 ? UInt128.One << ((orders * bits) - 1) : (keys[i] ^ keys[i - 1]) >> sideBits;
            _shared[i] = (byte)(difference == 0 ? orders : ((orders * bits) - 1 - (int)(uint)UInt128.Log2(difference)) / bits);
        }
    }

    // Counts of both sequences go in one number, the first in its upper half.
    private void MatchPair(int length, Span<int> matches)
    {
        Span<ulong> begun = stackalloc ulong[MaxOrders];
        begun.Clear();
        ulong seen = 0;
        for (var i = 0; i <= length; i++)
        {
            for (int order = i == length ? 0 : _shared[i]; order < matches.Length; order++)
            {
                var group = seen - begun[order];
                matches[order] += (int)Math.Min(group >> 32, (uint)group);
                begun[order] = seen;
            }

            if (i < length)
                seen += _sides[i] == 0 ? 1UL << 32 : 1;
        }
    }

    private void MatchSeveral(int length, int sides, Span<int> matches)
    {
        var begun = new int[matches.Length, sides];
        var seen = new int[sides];
        for (var i = 0; i <= length; i++)
        {
            for (int order = i == length ? 0 : _shared[i]; order < matches.Length; order++)
            {
                var most = 0;
                for (var side = 1; side < sides; side++)
                    most = Math.Max(most, seen[side] - begun[order, side]);
                matches[order] += Math.Min(seen[0] - begun[order, 0], most);
                for (var side = 0; side < sides; side++)
                    begun[order, side] = seen[side];
            }

            if (i < length)
                seen[_sides[i]]++;
        }
    }

    private void Reserve(int length)
    {
        if (_ids.Length >= length)
            return;
        _ids = new int[length + 64];
        _keys = new ulong[length + 64];
        _sides = new int[length + 64];
        _shared = new byte[length + 64];
    }
}

using System.Numerics;

namespace FusionOfN.Evaluation;

/// <summary>
/// The numbers that numpy's <c>default_rng(seed)</c> draws, so that resampling tests give the p-values of tools written in Python. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A seed sequence feeds PCG64 (XSL-RR 128/64). Sources: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
/// Number Generation", 2014; Lemire, "Fast Random Integer Generation in an Interval", 2019; the documentation of numpy.random.
/// </remarks>
public sealed class NumpyRandom
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint _half;
    private bool _hasHalf;
    private uint _bits;
    private int _bitsLeft;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">The seed, as given to <c>default_rng</c>.</param>
    public NumpyRandom(ulong seed)
    {
        ulong[] words = SeedSequence.Words(seed);
        _increment = (new UInt128(words[2], words[3]) << 1) | UInt128.One;
        Step();
        _state += new UInt128(words[0], words[1]);
        Step();
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        Step();
        ulong high = (ulong)(_state >> 64);
        return BitOperations.RotateRight(high ^ (ulong)_state, (int)(high >> 58));
    }

    /// <summary>The next 32 bits: the low half of 64, then the high one.</summary>
    public uint NextUInt32()
    {
        if (_hasHalf)
        {
            _hasHalf = false;
            return _half;
        }

        ulong bits = NextUInt64();
        (_half, _hasHalf) = ((uint)(bits >> 32), true);
        return (uint)bits;
    }

    /// <summary>A number from 0 to below 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws indices with replacement, as <c>choice(count, size)</c> does.</summary>
    /// <param name="indices">Where they go.</param>
    /// <param name="count">What they are below, at least 1.</param>
    public void Choose(Span<int> indices, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count == 1)
        {
            indices.Clear();
            return;
        }

        uint below = (uint)count;
        uint threshold = unchecked(0u - below) % below;
        for (int i = 0; i < indices.Length; i++)
        {
            ulong product = (ulong)NextUInt32() * below;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * below;
            indices[i] = (int)(product >> 32);
        }
    }

    /// <summary>A fair coin, as <c>integers(2, dtype=bool)</c> tosses it: the bits of 32 drawn together, from the lowest up.</summary>
    public bool NextCoin()
    {
        if (_bitsLeft == 0)
            (_bits, _bitsLeft) = (NextUInt32(), 32);
        bool coin = (_bits & 1) != 0;
        _bits >>= 1;
        _bitsLeft--;
        return coin;
    }

    private void Step() => _state = (_state * Multiplier) + _increment;
}

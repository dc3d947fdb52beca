using System.Security.Cryptography;

namespace FusionOfN.Local;

/// <summary>The random numbers of one sample: SplitMix64 (Steele, Lea and Flood, 2014), the same on every platform and runtime.</summary>
internal struct SampleRandom
{
    private ulong _state;

    public SampleRandom(long seed) => _state = unchecked((ulong)seed);

    public static long NewSeed() => RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The next number, uniform in [0, 1).</summary>
    public double Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}

using System.IO.Hashing;
using System.Text;

namespace FusionOfN.Lab;

/// <summary>Chance that depends on a text alone, so that it falls the same way for everybody, always.</summary>
internal static class HashedChance
{
    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public static double Of(string text) => Mixed(text) / (uint.MaxValue + 1.0);

    /// <summary>A seed.</summary>
    /// <remarks>Not by <see cref="Seeds.Derive"/>: every prompt, training example and committed figure of the lab hangs on these very numbers.</remarks>
    public static int Seed(string text) => (int)(Mixed(text) >> 1);

    // CRC is linear: texts that differ in one place give numbers that differ in a fixed pattern. Multiplying breaks it up.
    private static uint Mixed(string text)
    {
        uint hash = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(text));
        hash = (hash ^ (hash >> 16)) * 0x7FEB352D;
        hash = (hash ^ (hash >> 15)) * 0x846CA68B;
        return hash ^ (hash >> 16);
    }
}

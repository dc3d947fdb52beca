using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN;

/// <summary>Seeds that are made from another one and a text, so that each row, item or sample has its own and gets the same one again.</summary>
public static class Seeds
{
    /// <summary>Derives a seed.</summary>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="text">What tells the part from the others, for example the id of a row.</param>
    /// <returns>0 or more; the same for the same seed and text, on every machine and in every version.</returns>
    public static int Derive(long seed, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}\n{text}")))) & int.MaxValue;
    }
}

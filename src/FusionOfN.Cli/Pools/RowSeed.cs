using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Cli;

/// <summary>Gives each row a seed of its own: with one seed for all, every pool would be shown in the same order.</summary>
internal static class RowSeed
{
    public static int Of(int seed, string id) =>
        BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{id}"))) & int.MaxValue;
}

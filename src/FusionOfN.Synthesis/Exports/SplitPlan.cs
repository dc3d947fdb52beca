using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Synthesis;

/// <summary>Which rows are held out. It is decided by the hash of a row's id, so that neither order nor more rows move one, and translations stay together.</summary>
/// <param name="Test">The share of the test split, 0 to below 1.</param>
/// <param name="Validation">The share of the validation split, 0 to below 1.</param>
/// <param name="Seed">Another seed holds out other rows.</param>
public sealed record SplitPlan(double Test = 0, double Validation = 0, int Seed = 0)
{
    /// <summary>The splits that get rows, in the order of the card.</summary>
    public IReadOnlyList<string> Names => [.. new[] { "train", Validation > 0 ? "validation" : null, Test > 0 ? "test" : null }.OfType<string>()];

    /// <summary>The split of a row.</summary>
    /// <param name="id">The row's id.</param>
    public string Of(string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{id}"));
        var place = BinaryPrimitives.ReadUInt64LittleEndian(hash) / (double)ulong.MaxValue;
        return place < Test ? "test" : place < Test + Validation ? "validation" : "train";
    }
}

using System.IO.Hashing;
using System.Text;

namespace FusionOfN.Lab;

/// <summary>Assigns content to a split by CRC-32 of its key, so that the split is stable across runs, machines and languages.</summary>
internal static class SplitHash
{
    /// <summary>The number of buckets: 0 test, 1 fusor and reward model, 2 student prompts, 3 to 9 teachers.</summary>
    public const int Buckets = 10;

    /// <summary>The bucket of a content key.</summary>
    /// <param name="contentKey">What the prompt is about, without its language or the order of its parts.</param>
    /// <returns>0 to 9.</returns>
    public static int Bucket(string contentKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(contentKey);
        return (int)(Crc32.HashToUInt32(Encoding.UTF8.GetBytes(contentKey)) % Buckets);
    }

    /// <summary>The split of a content key.</summary>
    /// <param name="contentKey">What the prompt is about, without its language or the order of its parts.</param>
    /// <returns>The one split that may use it.</returns>
    public static LabSplit Split(string contentKey) => Bucket(contentKey) switch
    {
        0 => LabSplit.Test,
        1 => LabSplit.Fusor,
        2 => LabSplit.Student,
        _ => LabSplit.Teacher,
    };
}

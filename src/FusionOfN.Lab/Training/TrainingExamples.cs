using System.Collections;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Examples that are the same each time they are enumerated, because the source of randomness is made anew.</summary>
internal sealed class TrainingExamples : IEnumerable<TrainingExample>
{
    private const int FingerprintExamples = 1_000;

    private readonly Func<IEnumerable<TrainingExample>> _start;

    public TrainingExamples(Func<IEnumerable<TrainingExample>> start) => _start = start;

    /// <summary>A hash of the first thousand examples, for the model card: the same data has the same one.</summary>
    public string Fingerprint()
    {
        XxHash128 hash = new();
        foreach (TrainingExample example in _start().Take(FingerprintExamples))
        {
            hash.Append(MemoryMarshal.AsBytes(example.Tokens.AsSpan()));
            hash.Append(MemoryMarshal.AsBytes(example.Weights.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public IEnumerator<TrainingExample> GetEnumerator() => _start().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

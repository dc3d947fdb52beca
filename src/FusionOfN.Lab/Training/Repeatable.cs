using System.Collections;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Training data that is the same each time it is enumerated, because the source of randomness is made anew.</summary>
/// <typeparam name="T">What the trainer takes.</typeparam>
internal sealed class Repeatable<T> : IEnumerable<T>
{
    private const int FingerprintExamples = 1_000;

    private readonly Func<IEnumerable<T>> _start;

    public Repeatable(Func<IEnumerable<T>> start) => _start = start;

    /// <summary>A hash of the first thousand of them, for the model card: the same data has the same one.</summary>
    /// <param name="parts">The examples that one of them consists of.</param>
    public string Fingerprint(Func<T, IEnumerable<TrainingExample>> parts)
    {
        XxHash128 hash = new();
        foreach (TrainingExample example in _start().Take(FingerprintExamples).SelectMany(parts))
        {
            hash.Append(MemoryMarshal.AsBytes(example.Tokens.AsSpan()));
            hash.Append(MemoryMarshal.AsBytes(example.Weights.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    public IEnumerator<T> GetEnumerator() => _start().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

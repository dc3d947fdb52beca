using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>chrF of a corpus: the engine's chrF, with sacrebleu's name and signature.</summary>
/// <param name="wordOrder">Longest word n-gram: 0 for chrF2, 2 for chrF2++.</param>
/// <param name="lowercase">Whether case does not count.</param>
public sealed class ChrFMetric(int wordOrder = 0, bool lowercase = false) : ICorpusMetric
{
    private readonly ChrF _chrF = new(wordOrder: wordOrder);

    /// <inheritdoc/>
    public string Name { get; } = $"chrF2{new string('+', wordOrder)}";

    /// <inheritdoc/>
    public int CountLength => _chrF.CountLength;

    /// <inheritdoc/>
    public MetricSignature Signature { get; } = new(
    [
        ("case", "c", lowercase ? "lc" : "mixed"),
        ("eff", "e", "yes"),
        ("nc", "nc", "6"),
        ("nw", "nw", wordOrder.ToString(CultureInfo.InvariantCulture)),
        ("space", "s", "no"),
    ]);

    /// <inheritdoc/>
    public void Count(Segment segment, Span<int> counts)
    {
        ArgumentNullException.ThrowIfNull(segment);
        string hypothesis = Fold(segment.Hypothesis);
        _chrF.Count(hypothesis, Fold(segment.References[0]), counts);
        if (segment.References.Count == 1)
            return;

        // Of several references that one counts which the segment is closest to; of equals the first.
        Span<int> others = stackalloc int[counts.Length];
        double best = _chrF.Score((ReadOnlySpan<int>)counts);
        for (int i = 1; i < segment.References.Count; i++)
        {
            _chrF.Count(hypothesis, Fold(segment.References[i]), others);
            double score = _chrF.Score((ReadOnlySpan<int>)others);
            if (score <= best)
                continue;
            best = score;
            others.CopyTo(counts);
        }
    }

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<long> counts) => _chrF.Score(counts);

    /// <inheritdoc/>
    public string? Detail(ReadOnlySpan<long> counts) => null;

    private string Fold(string text) => lowercase ? text.ToLowerInvariant() : text;
}

namespace FusionOfN.Evaluation;

/// <summary>
/// A metric whose score of a corpus is made from counts: each segment is counted once, the counts of any choice of segments are summed, and the sum has a score.
/// Implementations are safe for concurrent use.
/// </summary>
public interface ICorpusMetric
{
    /// <summary>The metric's name, for example <c>chrF2</c>.</summary>
    string Name { get; }

    /// <summary>How many counts a segment has.</summary>
    int CountLength { get; }

    /// <summary>What the score depends on.</summary>
    MetricSignature Signature { get; }

    /// <summary>Counts a segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="counts">Where the counts go, <see cref="CountLength"/> of them.</param>
    void Count(Segment segment, Span<int> counts);

    /// <summary>The score of counts, those of a segment or summed over many.</summary>
    /// <param name="counts">The counts.</param>
    /// <returns>0 to 100.</returns>
    double Score(ReadOnlySpan<long> counts);

    /// <summary>What stands behind the score, for people; null when there is no more to say.</summary>
    /// <param name="counts">The counts.</param>
    string? Detail(ReadOnlySpan<long> counts);
}

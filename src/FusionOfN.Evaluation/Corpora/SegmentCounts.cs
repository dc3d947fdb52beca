namespace FusionOfN.Evaluation;

/// <summary>The counts of one system by one metric: their sum and, where they are kept, those of every segment.</summary>
public sealed class SegmentCounts
{
    private readonly long[] _sum;
    private readonly int[]? _rows;

    internal SegmentCounts(ICorpusMetric metric, long[] sum, int[]? rows) => (Metric, _sum, _rows) = (metric, sum, rows);

    /// <summary>The metric.</summary>
    public ICorpusMetric Metric { get; }

    /// <summary>The score of the whole corpus, 0 to 100.</summary>
    public double Score => Metric.Score(_sum);

    /// <summary>What stands behind the score; null when there is no more to say.</summary>
    public string? Detail => Metric.Detail(_sum);

    /// <summary>Whether the counts of every segment are there.</summary>
    public bool HasRows => _rows is not null;

    /// <summary>The counts of every segment, one after the other; only where they were kept.</summary>
    internal ReadOnlySpan<int> Rows => _rows ?? throw new InvalidOperationException("The counts of the segments were not kept.");
}

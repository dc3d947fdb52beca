namespace FusionOfN.Evaluation;

/// <summary>Counts of every system and metric, summed, and those of every segment where there is room for them.</summary>
internal sealed class Tally
{
    private readonly IReadOnlyList<ICorpusMetric> _metrics;
    private readonly long[][] _sums;
    private readonly int[][] _rows;
    private readonly int[] _scratch;
    private readonly int _systems;
    private int _minReferences = int.MaxValue;
    private int _maxReferences;

    /// <summary>Creates a tally.</summary>
    /// <param name="systems">How many systems there are.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="rows">For how many segments there is room; 0 to keep sums only.</param>
    public Tally(int systems, IReadOnlyList<ICorpusMetric> metrics, int rows = 0)
    {
        (_systems, _metrics) = (systems, metrics);
        _sums = [.. Enumerable.Range(0, systems).SelectMany(_ => metrics.Select(metric => new long[metric.CountLength]))];
        _rows = rows > 0 ? [.. _sums.Select(sum => new int[sum.Length * rows])] : [];
        _scratch = new int[metrics.Max(metric => metric.CountLength)];
    }

    public int Segments { get; private set; }

    /// <summary>Counts a segment of every system.</summary>
    public void Add(Segment[] segments)
    {
        for (int system = 0; system < segments.Length; system++)
        {
            for (int metric = 0; metric < _metrics.Count; metric++)
                Add(segments[system], _metrics[metric], (system * _metrics.Count) + metric);
        }

        _minReferences = Math.Min(_minReferences, segments[0].References.Count);
        _maxReferences = Math.Max(_maxReferences, segments[0].References.Count);
        Segments++;
    }

    /// <summary>Adds the sums of another tally.</summary>
    public void Add(Tally other)
    {
        for (int cell = 0; cell < _sums.Length; cell++)
        {
            for (int i = 0; i < _sums[cell].Length; i++)
                _sums[cell][i] += other._sums[cell][i];
        }

        _minReferences = Math.Min(_minReferences, other._minReferences);
        _maxReferences = Math.Max(_maxReferences, other._maxReferences);
        Segments = checked(Segments + other.Segments);
    }

    /// <summary>What was counted, with the segments of these parts in their order; none when they were not kept.</summary>
    public CorpusResult Result(IReadOnlyList<Tally> parts)
    {
        bool isKept = parts.Sum(part => part.Segments) == Segments;
        SegmentCounts[][] systems = new SegmentCounts[_systems][];
        for (int system = 0; system < _systems; system++)
        {
            systems[system] = new SegmentCounts[_metrics.Count];
            for (int metric = 0; metric < _metrics.Count; metric++)
            {
                int cell = (system * _metrics.Count) + metric;
                systems[system][metric] = new(_metrics[metric], _sums[cell], isKept ? Join(parts, cell) : null);
            }
        }

        return new(Segments, _minReferences == _maxReferences ? _minReferences : null, systems);
    }

    private int[] Join(IReadOnlyList<Tally> parts, int cell)
    {
        int length = _sums[cell].Length;
        int[] rows = new int[checked(length * Segments)];
        int end = 0;
        foreach (Tally part in parts)
        {
            part._rows[cell].AsSpan(0, length * part.Segments).CopyTo(rows.AsSpan(end));
            end += length * part.Segments;
        }

        return rows;
    }

    private void Add(Segment segment, ICorpusMetric metric, int cell)
    {
        long[] sum = _sums[cell];
        Span<int> counts = _rows.Length > 0 ? _rows[cell].AsSpan(Segments * sum.Length, sum.Length) : _scratch.AsSpan(0, sum.Length);
        metric.Count(segment, counts);
        for (int i = 0; i < sum.Length; i++)
            sum[i] += counts[i];
    }
}

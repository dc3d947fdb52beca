using System.Collections.Concurrent;
using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>
/// Counts the segments of one or several systems by one or several metrics, on all processors, a few thousand segments in memory at a time. The counts of every
/// segment are kept up to a number of segments, four bytes a count.
/// </summary>
/// <param name="metrics">What is counted.</param>
/// <param name="maxKept">Up to how many segments the counts of each are kept, for intervals and paired tests; 0 for sums only.</param>
public sealed class CorpusScorer(IReadOnlyList<ICorpusMetric> metrics, int maxKept = int.MaxValue)
{
    private const int MaxProblems = 1_000;
    private const int MaxShownProblems = 20;

    // What one array holds.
    private readonly int _maxKept = Math.Min(maxKept, Array.MaxLength / metrics.Max(metric => metric.CountLength));

    /// <summary>Counts plain text or JSON Lines.</summary>
    /// <param name="systems">A file of each system.</param>
    /// <param name="references">The files of references, a segment a line; none when the systems are JSON Lines that hold theirs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">A row is wrong, the files do not match, or there is nothing to score.</exception>
    public CorpusResult Score(IReadOnlyList<CorpusFile> systems, IReadOnlyList<CorpusFile> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentNullException.ThrowIfNull(references);
        using SegmentSource source = new(systems, references);
        Tally total = new(source.Systems, metrics);
        Dictionary<long, Tally> kept = [];
        ConcurrentQueue<(long Line, string Text)> problems = [];
        ParallelOptions options = new() { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.ForEach(Partitioner.Create(source.ReadBatches(cancellationToken), EnumerablePartitionerOptions.NoBuffering), options, batch =>
            {
                Tally tally = Count(source, batch, problems);
                lock (total)
                {
                    total.Add(tally);
                    if (total.Segments <= _maxKept)
                        kept[batch[0].FirstLine] = tally;
                    else
                        kept.Clear();
                }
            });
        }
        catch (AggregateException exception) when (exception.InnerExceptions.OfType<CorpusException>().FirstOrDefault() is { } first)
        {
            throw first;
        }

        if (!problems.IsEmpty)
            throw Refuse(problems);
        if (total.Segments == 0)
            throw new CorpusException($"{systems[0].Name} has no segments.");
        return total.Result([.. kept.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }

    private static CorpusException Refuse(ConcurrentQueue<(long Line, string Text)> problems)
    {
        int count = problems.Count;
        string rows = count > MaxProblems ? "Too many rows" : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}");
        return new(
            $"{rows} cannot be read. A score without them would be that of another corpus, so there is none.",
            [.. problems.OrderBy(problem => problem.Line).Take(MaxShownProblems).Select(problem => problem.Text)]);
    }

    private Tally Count(SegmentSource source, LineBlock[] batch, ConcurrentQueue<(long Line, string Text)> problems)
    {
        Tally tally = new(source.Systems, metrics, _maxKept > 0 ? batch[0].Count : 0);
        foreach (Segment[] segments in source.Parse(batch, (line, text) => problems.Enqueue((line, text))))
            tally.Add(segments);
        foreach (LineBlock block in batch)
            block.Dispose();
        return problems.Count > MaxProblems ? throw Refuse(problems) : tally;
    }
}

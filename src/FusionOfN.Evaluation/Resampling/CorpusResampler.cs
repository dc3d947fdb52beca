namespace FusionOfN.Evaluation;

/// <summary>
/// Intervals and paired tests of corpus scores, with the draws, and therefore the p-values, of sacrebleu 2.6.0. The generator starts anew for each table of draws, so
/// that all metrics and systems share it.
/// </summary>
/// <param name="segments">How many segments there are.</param>
/// <param name="seed">The seed; sacrebleu's is 12345.</param>
/// <param name="cancellationToken">Stops it.</param>
public sealed class CorpusResampler(int segments, ulong seed = CorpusResampler.DefaultSeed, CancellationToken cancellationToken = default)
{
    /// <summary>The seed that sacrebleu uses.</summary>
    public const ulong DefaultSeed = 12345;

    /// <summary>How many resamples sacrebleu draws for an interval or a paired bootstrap.</summary>
    public const int DefaultResamples = 1_000;

    /// <summary>How many trials sacrebleu makes of approximate randomisation.</summary>
    public const int DefaultTrials = 10_000;

    // Draws are made one after the other, sums on all processors; this many rows of draws wait in between.
    private static readonly int RowsAtOnce = 4 * Environment.ProcessorCount;

    /// <summary>The scores of resamples, one row for each of these counts.</summary>
    /// <param name="counts">Counts with those of every segment.</param>
    /// <param name="resamples">How often segments are drawn.</param>
    public double[][] Bootstrap(IReadOnlyList<SegmentCounts> counts, int resamples = DefaultResamples)
    {
        ArgumentNullException.ThrowIfNull(counts);
        double[][] scores = [.. counts.Select(_ => new double[resamples])];
        NumpyRandom random = new(seed);
        int[][] draws = [.. Enumerable.Range(0, RowsAtOnce).Select(_ => new int[segments])];
        ForEach(resamples, draws, draw => random.Choose(draw, segments), (sample, draw) =>
        {
            for (int i = 0; i < counts.Count; i++)
                scores[i][sample] = counts[i].Metric.Score(Sum(counts[i], draw));
        });
        return scores;
    }

    /// <summary>The p-value of a difference by paired bootstrap, from the scores of the same resamples.</summary>
    /// <param name="baseline">The baseline's counts.</param>
    /// <param name="system">The system's counts, by the same metric.</param>
    /// <param name="baselineScores">The baseline's scores of the resamples.</param>
    /// <param name="systemScores">The system's scores of the same resamples.</param>
    /// <returns>Above 0, at most 1.</returns>
    public static double BootstrapPValue(SegmentCounts baseline, SegmentCounts system, double[] baselineScores, double[] systemScores)
    {
        double[] differences = [.. systemScores.Zip(baselineScores, (mine, theirs) => Math.Abs(mine - theirs))];
        double mean = differences.Average();
        return PValue(differences.Select(difference => difference - mean), Math.Abs(baseline.Score - system.Score));
    }

    /// <summary>The p-values of a system's differences by approximate randomisation, one for each metric.</summary>
    /// <param name="baseline">The baseline's counts by each metric, with those of every segment.</param>
    /// <param name="system">The system's counts by the same metrics.</param>
    /// <param name="trials">How often the systems are exchanged.</param>
    /// <returns>Each above 0, at most 1.</returns>
    public double[] Randomize(IReadOnlyList<SegmentCounts> baseline, IReadOnlyList<SegmentCounts> system, int trials = DefaultTrials)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(system);
        double[][] differences = [.. baseline.Select(_ => new double[trials])];
        NumpyRandom random = new(seed);
        bool[][] coins = [.. Enumerable.Range(0, RowsAtOnce).Select(_ => new bool[segments])];
        ForEach(trials, coins, toss => Toss(random, toss), (trial, toss) =>
        {
            for (int i = 0; i < baseline.Count; i++)
                differences[i][trial] = ExchangedDifference(baseline[i], system[i], toss);
        });
        return [.. differences.Select((all, i) => PValue(all, Math.Abs(baseline[i].Score - system[i].Score)))];
    }

    private static void Toss(NumpyRandom random, bool[] toss)
    {
        for (int i = 0; i < toss.Length; i++)
            toss[i] = random.NextCoin();
    }

    private static double PValue(IEnumerable<double> differences, double observed)
    {
        int count = 0, larger = 0;
        foreach (double difference in differences)
        {
            count++;
            larger += difference > observed ? 1 : 0;
        }

        return (larger + 1.0) / (count + 1.0);
    }

    private static long[] Sum(SegmentCounts counts, int[] draw)
    {
        long[] sums = new long[counts.Metric.CountLength];
        var rows = counts.Rows;
        foreach (int segment in draw)
            Add(sums, rows.Slice(segment * sums.Length, sums.Length));
        return sums;
    }

    private static double ExchangedDifference(SegmentCounts baseline, SegmentCounts system, bool[] toss)
    {
        int length = baseline.Metric.CountLength;
        long[] first = new long[length];
        long[] second = new long[length];
        var one = baseline.Rows;
        var other = system.Rows;
        for (int segment = 0; segment < toss.Length; segment++)
        {
            var mine = one.Slice(segment * length, length);
            var theirs = other.Slice(segment * length, length);
            Add(first, toss[segment] ? mine : theirs);
            Add(second, toss[segment] ? theirs : mine);
        }

        return Math.Abs(baseline.Metric.Score(first) - baseline.Metric.Score(second));
    }

    private static void Add(long[] sums, ReadOnlySpan<int> counts)
    {
        for (int i = 0; i < counts.Length && i < sums.Length; i++)
            sums[i] += counts[i];
    }

    private void ForEach<T>(int count, T[] rows, Action<T> draw, Action<int, T> use)
    {
        ParallelOptions options = new() { CancellationToken = cancellationToken };
        for (int from = 0; from < count; from += rows.Length)
        {
            int several = Math.Min(rows.Length, count - from);
            for (int i = 0; i < several; i++)
                draw(rows[i]);
            int first = from;
            Parallel.For(0, several, options, i => use(first + i, rows[i]));
        }
    }
}

using MathNet.Numerics.Distributions;

namespace FusionOfN.Evaluation;

/// <summary>Percentile intervals from resampling whole clusters, seeded. Comparisons are paired: both methods are resampled together.</summary>
/// <remarks>
/// Percentiles of few clusters are too narrow, so that below 30 clusters they are taken further out, as far as Student's t lies outside of the normal distribution.
/// Above 10,000 clusters the mean is as good as normal, and the interval is that of its standard error. Sources: Efron and Tibshirani, "An Introduction
/// to the Bootstrap", 1993, chapters 8 and 13; Hesterberg, "What Teachers Should Know About the Bootstrap", 2015, section 3.2 (expanded percentiles).
/// </remarks>
public sealed class PairedBootstrap
{
    private const double Tail = 0.025;

    // From here on the percentiles of a mean cover what they say.
    private const int EnoughClusters = 30;
    private const int MaxResampledClusters = 10_000;

    private readonly int _seed;
    private readonly int _resamples;

    /// <summary>Creates a bootstrap.</summary>
    /// <param name="seed">The seed; every call starts from it, so that the order of calls does not matter.</param>
    /// <param name="resamples">How often the clusters are drawn. The default is 2,000.</param>
    public PairedBootstrap(int seed, int resamples = 2_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        _seed = seed;
        _resamples = resamples;
    }

    /// <summary>The interval of the difference of two methods.</summary>
    /// <param name="pairs">Both methods on the same prompts.</param>
    /// <returns>The difference, or null when there is nothing to compare.</returns>
    public PairedDifference? Difference(IEnumerable<PairedObservation> pairs) =>
        Mean([.. pairs.Select(pair => pair.Difference)]) is { } interval ? new(interval) : null;

    /// <summary>The mean over strata and its interval.</summary>
    /// <param name="observations">The values.</param>
    /// <returns>The interval, or null when there are no values.</returns>
    public Interval? Mean(IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
            return null;

        string[] strata = [.. observations.Select(observation => observation.Stratum).Distinct().Order(StringComparer.Ordinal)];
        var clusters = Clusters(observations, strata);
        StratumSums all = new(strata.Length);
        foreach (var cluster in clusters)
            all.Add(cluster);

        if (clusters.Length > MaxResampledClusters)
            return Normal(all, clusters, observations.Count);

        Random random = new(_seed);
        double[] means = new double[_resamples];
        StratumSums sums = new(strata.Length);
        for (int i = 0; i < means.Length; i++)
        {
            sums.Clear();
            for (int drawn = 0; drawn < clusters.Length; drawn++)
                sums.Add(clusters[random.Next(clusters.Length)]);
            means[i] = sums.Mean();
        }

        Array.Sort(means);
        double tail = TailOf(clusters.Length);
        return new(all.Mean(), Percentile(means, tail), Percentile(means, 1 - tail), Deviation(means), clusters.Length, observations.Count);
    }

    /// <summary>The value below which a share of sorted values lies, with linear interpolation between neighbours.</summary>
    internal static double Percentile(IReadOnlyList<double> sorted, double share)
    {
        double position = share * (sorted.Count - 1);
        int below = (int)position;
        return below + 1 < sorted.Count ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    private static double TailOf(int clusters) => clusters is < Interval.MinClusters or >= EnoughClusters
        ? Tail
        : MathNet.Numerics.Distributions.Normal.CDF(0, 1, StudentT.InvCDF(0, 1, clusters - 1, Tail) * Math.Sqrt(clusters / (clusters - 1.0)));

    private static Interval Normal(StratumSums all, StratumSum[][] clusters, int observations)
    {
        double squares = clusters.Sum(cluster => Math.Pow(all.Influence(cluster), 2));
        double error = Math.Sqrt(squares * clusters.Length / (clusters.Length - 1));
        double mean = all.Mean();
        double spread = -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Tail) * error;
        return new(mean, mean - spread, mean + spread, error, clusters.Length, observations);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    private static StratumSum[][] Clusters(IReadOnlyList<Observation> observations, string[] strata) =>
        [.. observations
            .GroupBy(observation => observation.Cluster, StringComparer.Ordinal)
            .OrderBy(cluster => cluster.Key, StringComparer.Ordinal)
            .Select(cluster => cluster
                .GroupBy(observation => Array.BinarySearch(strata, observation.Stratum, StringComparer.Ordinal))
                .OrderBy(stratum => stratum.Key)
                .Select(stratum => new StratumSum(stratum.Key, stratum.Select(observation => observation.Value).Order().Sum(), stratum.Count()))
                .ToArray())];
}

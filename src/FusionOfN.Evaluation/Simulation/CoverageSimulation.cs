using MathNet.Numerics.Distributions;

namespace FusionOfN.Evaluation;

/// <summary>How often the 95 % interval of a kind of data holds the truth.</summary>
/// <param name="Data">The kind of data.</param>
/// <param name="Clusters">How many clusters each sample has.</param>
/// <param name="Coverage">The share of intervals that hold the truth, 0 to 1.</param>
public sealed record CoverageRow(string Data, int Clusters, double Coverage);

/// <summary>Draws data whose truth is known, and counts how often the statistics are right about it.</summary>
public static class CoverageSimulation
{
    private const double Level = 0.05;

    private static readonly (string Data, int Clusters, double Truth, Func<Random, int, IEnumerable<Observation>> Draw)[] Kinds =
    [
        ("normal, few clusters", 10, 0, (random, clusters) => Each(clusters, _ => Gaussian(random))),
        ("normal", 60, 0, (random, clusters) => Each(clusters, _ => Gaussian(random))),
        ("clustered: 11 languages of a question", 60, 0, Clustered),
        ("skewed: exponential", 100, 1, (random, clusters) => Each(clusters, _ => -Math.Log(1 - random.NextDouble()))),
        ("right or wrong, half", 60, 0.5, (random, clusters) => Each(clusters, _ => random.NextDouble() < 0.5 ? 1 : 0)),
        ("tied: differences mostly 0", 100, 0.05, (random, clusters) => Each(clusters, _ => Tied(random))),
    ];

    /// <summary>Draws every kind of data many times.</summary>
    /// <param name="repetitions">How often.</param>
    /// <param name="resamples">Resamples of each interval.</param>
    /// <param name="seed">The seed.</param>
    public static IReadOnlyList<CoverageRow> Run(int repetitions, int resamples, int seed) =>
    [
        .. Kinds.AsParallel().AsOrdered().Select(kind => new CoverageRow(kind.Data, kind.Clusters, Share(kind, repetitions, resamples, seed))),
        new("edge: 98 % right, Wilson", 100, Edge(repetitions, seed)),
    ];

    /// <summary>The share of tables of true ties in which some cell reads as a difference after Holm: sign-flip tests of clustered differences.</summary>
    /// <param name="tables">How many tables.</param>
    /// <param name="cells">Cells in each.</param>
    /// <param name="clusters">Clusters in each cell.</param>
    /// <param name="seed">The seed.</param>
    public static double FalseClaims(int tables, int cells, int clusters, int seed) => Enumerable.Range(0, tables).AsParallel().Average(table =>
    {
        Random random = new((unchecked(seed * 1_000_003)) + table);
        double[] pValues = [.. Enumerable.Range(0, cells).Select(cell => SignFlip.PValue(
            Enumerable.Range(0, clusters).Select(_ => random.Next(-1, 2) + (0.2 * Gaussian(random))), (ulong)cell))];
        return Holm.Adjust(pValues).Any(p => p < Level) ? 1.0 : 0;
    });

    private static double Share((string Data, int Clusters, double Truth, Func<Random, int, IEnumerable<Observation>> Draw) kind, int repetitions, int resamples, int seed)
    {
        PairedBootstrap bootstrap = new(seed, resamples);
        Random random = new(seed);
        return Enumerable.Range(0, repetitions).Count(_ =>
        {
            Interval interval = bootstrap.Mean([.. kind.Draw(random, kind.Clusters)])!;
            return interval.Low <= kind.Truth && kind.Truth <= interval.High;
        }) / (double)repetitions;
    }

    private static double Edge(int repetitions, int seed)
    {
        const int count = 100;
        const double truth = 0.98;
        Random random = new(seed);
        return Enumerable.Range(0, repetitions).Count(_ =>
        {
            Proportion share = Proportion.Of(Enumerable.Range(0, count).Count(_ => random.NextDouble() < truth), count);
            return share.Low <= truth && truth <= share.High;
        }) / (double)repetitions;
    }

    private static IEnumerable<Observation> Each(int clusters, Func<int, double> draw) =>
        Enumerable.Range(0, clusters).Select(cluster => new Observation(Name(cluster), "", draw(cluster)));

    private static IEnumerable<Observation> Clustered(Random random, int clusters)
    {
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double common = Gaussian(random);
            for (int language = 0; language < 11; language++)
                yield return new(Name(cluster), Name(language), common + (0.5 * Gaussian(random)));
        }
    }

    private static double Tied(Random random) => random.NextDouble() switch { < 0.10 => 1, < 0.15 => -1, _ => 0 };

    private static double Gaussian(Random random) => Normal.Sample(random, 0, 1);

    private static string Name(int number) => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
}

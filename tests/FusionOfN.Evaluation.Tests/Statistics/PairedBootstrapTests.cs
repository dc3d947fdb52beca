namespace FusionOfN.Evaluation.Tests.Statistics;

public class PairedBootstrapTests
{
    private readonly PairedBootstrap _bootstrap = new(seed: 3);

    [Fact]
    public void Mean_StrataOfDifferentSize_WeighsThemEqually()
    {
        var interval = _bootstrap.Mean([new("a", "en", 1), new("b", "en", 0), new("c", "de", 1)])!;

        Assert.Equal(0.75, interval.Mean, 12);
        Assert.Equal((3, 3), (interval.Clusters, interval.Observations));
    }

    [Fact]
    public void Mean_TwoClustersOfZeroAndOne_HasTheIntervalComputedByHand()
    {
        // Two draws out of {0, 1}: means 0, 1/2, 1 with probabilities 1/4, 1/2, 1/4, so the standard error is sqrt(1/8).
        var interval = _bootstrap.Mean([new("a", "en", 0), new("b", "en", 1)])!;

        Assert.Equal((0, 1), (interval.Low, interval.High));
        Assert.Equal(Math.Sqrt(0.125), interval.StandardError, 0.02);
        Assert.Equal(2.8 * interval.StandardError, interval.MinimumDetectableEffect, 12);
        Assert.False(interval.IsMeaningful);
    }

    [Fact]
    public void Mean_SameQuestionInManyLanguages_NarrowsNothing()
    {
        var once = _bootstrap.Mean([.. Enumerable.Range(0, 10).Select(i => new Observation($"{i}", "en", i % 3))])!;
        var often = _bootstrap.Mean([.. Enumerable.Range(0, 10).SelectMany(i => Enumerable.Range(0, 11).Select(language => new Observation($"{i}", $"{language}", i % 3)))])!;

        Assert.Equal(once.Low, often.Low, 9);
        Assert.Equal(once.High, often.High, 9);
        Assert.Equal(10, often.Clusters);
    }

    [Fact]
    public void Mean_CalledTwice_IsTheSame() =>
        Assert.Equal(_bootstrap.Mean(Values()), _bootstrap.Mean(Values()));

    [Fact]
    public void Mean_OrderOfObservations_DoesNotMatter() =>
        Assert.Equal(_bootstrap.Mean(Values()), _bootstrap.Mean([.. Values().Reverse()]));

    [Fact]
    public void Mean_NoObservations_IsNothing() => Assert.Null(_bootstrap.Mean([]));

    [Theory]
    [InlineData(0.025, 1.1)]
    [InlineData(0.5, 3)]
    [InlineData(0.975, 4.9)]
    [InlineData(1, 5)]
    public void Percentile_BetweenTwoValues_IsInterpolated(double share, double expected) =>
        Assert.Equal(expected, PairedBootstrap.Percentile([1, 2, 3, 4, 5], share), 12);

    [Fact]
    public void Difference_FirstAlwaysHigher_IsAWin()
    {
        var difference = _bootstrap.Difference(Pairs(i => 0.1 + (0.01 * i)))!;

        Assert.Equal(Verdict.Win, difference.Verdict);
        Assert.Equal(0.1 + (0.01 * 4.5), difference.Interval.Mean, 12);
    }

    [Fact]
    public void Difference_FirstAlwaysLower_IsALoss() => Assert.Equal(Verdict.Loss, _bootstrap.Difference(Pairs(i => -0.1 - (0.01 * i)))!.Verdict);

    [Fact]
    public void Difference_AsOftenHigherAsLower_IsATie() => Assert.Equal(Verdict.Tie, _bootstrap.Difference(Pairs(i => i % 2 == 0 ? 0.2 : -0.2))!.Verdict);

    [Fact]
    public void Difference_FewPrompts_ClaimsNothing() => Assert.Equal(Verdict.TooFew, _bootstrap.Difference(Pairs(_ => 0.5).Take(5))!.Verdict);

    [Fact]
    public void Difference_MethodsThatVaryTogether_IsNarrowerThanEitherAlone()
    {
        PairedObservation[] pairs = [.. Enumerable.Range(0, 20).Select(i => new PairedObservation($"{i}", "en", (i % 2) + 0.1, i % 2))];

        var paired = _bootstrap.Difference(pairs)!.Interval;
        var alone = _bootstrap.Mean([.. pairs.Select(pair => new Observation(pair.Cluster, pair.Stratum, pair.First))])!;

        Assert.Equal(0, paired.High - paired.Low, 9);
        Assert.True(alone.High - alone.Low > 0.2);
    }

    [Fact]
    public void Difference_NineWinsOfNine_IsAWin() => Assert.Equal(Verdict.Win, _bootstrap.Difference(Pairs(_ => 0.5).Take(9))!.Verdict);

    [Fact]
    public void Mean_TenThousandsOfClusters_AgreesWithWhatResamplingSays()
    {
        Observation[] many = [.. Enumerable.Range(0, 30_000).Select(i => new Observation($"{i / 2}", i % 3 == 0 ? "en" : "ja", i % 7))];

        var closed = _bootstrap.Mean(many)!;
        var resampled = new PairedBootstrap(seed: 3, resamples: 400).Mean(many[..18_000])!;

        Assert.Equal(15_000, closed.Clusters);
        Assert.Equal(resampled.StandardError * Math.Sqrt(9_000 / 15_000.0), closed.StandardError, 0.1 * closed.StandardError);
        Assert.Equal(2 * 1.96 * closed.StandardError, closed.High - closed.Low, 1e-4);
    }

    private static Observation[] Values() => [.. Enumerable.Range(0, 12).Select(i => new Observation($"{i % 7}", i % 2 == 0 ? "en" : "ja", i * 0.07))];

    private static IEnumerable<PairedObservation> Pairs(Func<int, double> difference) =>
        Enumerable.Range(0, 10).Select(i => new PairedObservation($"{i}", "en", 0.5 + difference(i), 0.5));
}

namespace FusionOfN.Providers.Tests;

public sealed class EnsembleScorerTests
{
    [Fact]
    public async Task Score_ScorersOfDifferentScales_CountEquallyByTheirZScores()
    {
        EnsembleScorer ensemble = new("e", [new(Fixed(10, 20, 30)), new(Fixed(0.3, 0.2, 0.1))]);

        var values = await RewardBench.ValuesAsync(ensemble, "a", "b", "c");

        Assert.All(values, value => Assert.Equal(0, value, 1e-12));
    }

    [Fact]
    public async Task Score_Weights_AreAWeightedMeanOfZScores()
    {
        EnsembleScorer ensemble = new("e", [new(Fixed(1, 3), 3), new(Fixed(8, 4))]);

        // z-scores are (-1, 1) and (1, -1): (3·-1 + 1·1) / 4 and its opposite.
        Assert.Equal([-0.5, 0.5], await RewardBench.ValuesAsync(ensemble, "a", "b"));
    }

    [Fact]
    public async Task Score_ScorerWithoutOpinion_AddsNothing()
    {
        EnsembleScorer ensemble = new("e", [new(Fixed(0.1, 0.1, 0.1)), new(Fixed(1, 2, 3))]);

        var values = await RewardBench.ValuesAsync(ensemble, "a", "b", "c");

        Assert.Equal([-0.5 * Math.Sqrt(1.5), 0, 0.5 * Math.Sqrt(1.5)], values, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public async Task Score_MissingScores_AreLeftOutAndNoneAtAllIsAFailure()
    {
        EnsembleScorer ensemble = new("e", [new(Fixed(null, 1, 3)), new(Fixed(null, 4, null))]);

        var scores = await RewardBench.ScoreAsync(ensemble, "a", "b", "c");

        Assert.Equal([null, -0.5, 1], scores.Select(score => score.Value));
        Assert.Equal("no score", scores[0].Failure);
    }

    [Fact]
    public void Constructor_WithoutAWeight_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", []));
        Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", [new(Fixed(1), 0)]));
        Assert.Throws<ArgumentException>(() => new EnsembleScorer("e", [new(Fixed(1), -1), new(Fixed(1))]));
    }

    private static FixedScorer Fixed(params double?[] values) => new(values);

    private sealed class FixedScorer(double?[] values) : IScorer
    {
        public string Name => "fixed";

        public Task<IReadOnlyList<CandidateScore>> ScoreAsync(
            AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<CandidateScore>>([.. values.Select(value => value is null ? new CandidateScore(null, "no score") : new CandidateScore(value))]);
    }
}

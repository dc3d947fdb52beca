using FusionOfN.Testing;

namespace FusionOfN.Tests;

/// <summary>Five answers of 1.4 million characters: one run does not hold up the others, and the receipt says what was not done in full.</summary>
[Collection(nameof(LongCandidatesTests))]
[CollectionDefinition(nameof(LongCandidatesTests), DisableParallelization = true)]
public sealed class LongCandidatesTests
{
    private const int Length = 1_400_000;

    private static readonly Lazy<string[]> Texts = new(() => [Text(0), Text(1), Text(2), Text(1) + " The answer is 4.", Text(2) + "x"]);

    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 5_000).Select(i => $"w{i * 7919 % 99991}")];

    [Theory]
    [InlineData("minimum-bayes-risk", null)]
    [InlineData("best-of-n", null)]
    [InlineData("majority-vote", "number")]
    [InlineData("majority-vote", "choice")]
    [InlineData("majority-vote", "boxed")]
    [InlineData("majority-vote", "exact")]
    [InlineData("weighted-vote", "number")]
    [InlineData("first", null)]
    public void Aggregator_LongTexts_TakesOneInBoundedTime(string name, string? extractor)
    {
        var aggregator = Aggregators.Create(name, new AggregatorParts { Extractor = extractor is null ? null : AnswerExtractors.Create(extractor) });
        var texts = Texts.Value;
        FusionOutcome outcome = null!;

        // Linear in the texts; with an optimizing compiler on a quiet machine each is below one second.
        var cost = ProcessorTime.Best(() => outcome = Runs.AggregateAsync(aggregator, texts).GetAwaiter().GetResult(), times: 1);

        Assert.True(cost < TimeSpan.FromSeconds(8), $"{cost.TotalSeconds} s");
        Assert.NotNull(outcome.Receipt.Selected);
        Assert.Null(outcome.Provenance);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("4,000,000 characters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MinimumBayesRisk_LongTexts_TakesOneOfThoseThatAreAlikeAndSaysHowItCompared()
    {
        var outcome = await Runs.AggregateAsync(new MinimumBayesRiskAggregator(), Texts.Value[0], Texts.Value[2], Texts.Value[4]);

        Assert.NotEqual(0, outcome.Receipt.Selected);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("estimated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MinimumBayesRisk_ShortTexts_SaysNothingOfEstimates()
    {
        var outcome = await Runs.AggregateAsync(new MinimumBayesRiskAggregator(), "It is three.", "It is three!", "five");

        Assert.DoesNotContain(outcome.Receipt.Notes, note => note.Contains("estimated", StringComparison.Ordinal));
        Assert.NotNull(outcome.Provenance);
    }

    [Fact]
    public async Task Vote_LongTexts_ReadsTheEndAndSaysSo()
    {
        var outcome = await Runs.AggregateAsync(
            Aggregators.Create("majority-vote", new AggregatorParts()), "The answer is 9. " + Texts.Value[3], "4", "9");

        Assert.Equal(2, outcome.Receipt.Scores![0]);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("only the end was searched", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agreement_Cancelled_Ends()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        Candidate[] candidates = [new(0, "a", CallState.Ok, "one"), new(1, "b", CallState.Ok, "two")];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new AgreementScorer().ScoreAsync(null!, candidates, cancelled.Token));
    }

    private static string Text(int seed)
    {
        Random random = new(seed);
        System.Text.StringBuilder text = new(Length + 16);
        while (text.Length < Length)
            text.Append(Vocabulary[(int)(random.NextDouble() * random.NextDouble() * Vocabulary.Length)]).Append(random.Next(15) == 0 ? ".\n" : " ");
        return text.ToString(0, Length);
    }
}

using FusionOfN.Testing;

namespace FusionOfN.Tests;

public sealed class AggregatorTests
{
    private static readonly IAnswerExtractor Number = AnswerExtractors.Create("number");

    [Fact]
    public async Task First_Pool_TakesTheFirstUsableCandidate() =>
        Assert.Equal(("one", 0), Taken(await Runs.AggregateAsync(new FirstAggregator(), "one", "two")));

    [Fact]
    public async Task MajorityVote_MostFrequentAnswer_WinsWhateverTheWording()
    {
        var outcome = await Runs.AggregateAsync(new MajorityVoteAggregator(Number), "It is 7.", "I get 12", "The answer is 12.", "12.0");

        Assert.Equal(("I get 12", 1), Taken(outcome));
        Assert.Equal(3, outcome.Receipt.Scores![1]);
        Assert.DoesNotContain(outcome.Receipt.Notes, note => note.Contains("tied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MajorityVote_Tie_GoesToTheAnswerThatCameFirstAndIsNoted()
    {
        var outcome = await Runs.AggregateAsync(new MajorityVoteAggregator(Number), "no idea", "3", "5", "5", "3");

        Assert.Equal(("3", 1), Taken(outcome));
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("tied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MajorityVote_NoAnswerCanBeRead_TakesTheFirstAndSaysSo()
    {
        var outcome = await Runs.AggregateAsync(new MajorityVoteAggregator(Number), "none", "nothing");

        Assert.Equal(("none", 0), Taken(outcome));
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("can read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WeightedVote_NothingCouldBeScored_CountsHeadsAndIsAFallback()
    {
        var outcome = await Runs.AggregateAsync(new WeightedVoteAggregator(Number, new FixedScorer([])), "3", "It is 5", "5");

        Assert.Equal(("It is 5", 1), Taken(outcome));
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
    }

    [Fact]
    public async Task WeightedVote_OneStrongVote_BeatsTwoWeakOnes()
    {
        var scorer = new FixedScorer(new() { ["3"] = 0.9, ["It is 5"] = 0.3, ["5"] = 0.2 });

        Assert.Equal(("3", 0), Taken(await Runs.AggregateAsync(new WeightedVoteAggregator(Number, scorer), "3", "It is 5", "5")));
    }

    [Fact]
    public async Task WeightedVote_NegativeRewards_DoNotPunishAgreement()
    {
        var scorer = new FixedScorer(new() { ["3"] = -4, ["It is 5"] = -1, ["5"] = -1 });

        Assert.Equal(("It is 5", 1), Taken(await Runs.AggregateAsync(new WeightedVoteAggregator(Number, scorer), "3", "It is 5", "5")));
    }

    [Fact]
    public async Task BestOfN_HighestScore_Wins()
    {
        var outcome = await Runs.AggregateAsync(new BestOfNAggregator(new FixedScorer(new() { ["a"] = 1, ["b"] = 3, ["c"] = 2 })), "a", "b", "c");

        Assert.Equal(("b", 1), Taken(outcome));
        Assert.Equal(new Dictionary<int, double> { [0] = 1, [1] = 3, [2] = 2 }, outcome.Receipt.Scores);
    }

    [Fact]
    public async Task BestOfN_ScorerFailsOnOne_ChoosesAmongTheOthersAndSaysSo()
    {
        var outcome = await Runs.AggregateAsync(new BestOfNAggregator(new FixedScorer(new() { ["a"] = 1, ["c"] = double.NaN })), "a", "b", "c");

        Assert.Equal(("a", 0), Taken(outcome));
        Assert.Equal(2, outcome.Receipt.Notes.Count(note => note.Contains("could not score", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BestOfN_Judge_GradesEachCandidateAlone()
    {
        ScriptedChatClient judge = new()
        {
            OnCall = call => NumberOf("good text", call.LastText) > 0 ? "Fine.\nScore: 9" : "Weak.\n**Score:** 2.5/10",
        };

        var outcome = await Runs.AggregateAsync(new BestOfNAggregator(new JudgeScorer(Runs.Model("judge", judge), "Prefer good texts.")), "bad text", "good text");

        Assert.Equal(("good text", 1), Taken(outcome));
        Assert.Equal(new Dictionary<int, double> { [0] = 2.5, [1] = 9 }, outcome.Receipt.Scores);
        Assert.All(judge.Calls, call =>
        {
            Assert.Equal(0, call.Options!.Temperature);
            Assert.Contains("Prefer good texts.", call.LastText, StringComparison.Ordinal);
            Assert.Equal("What is the capital of France?", call.Messages[0].Text);
        });
        Assert.Equal(2, outcome.Receipt.Calls.Count(call => call.Role == CallRole.Scorer));
    }

    [Fact]
    public async Task MinimumBayesRisk_OddOneOut_IsNotTaken()
    {
        var outcome = await Runs.AggregateAsync(
            new MinimumBayesRiskAggregator(),
            "Bananas are yellow.", "The capital of France is Paris.", "The capital of France is Paris!", "France's capital is the city of Paris.");

        Assert.InRange(outcome.Receipt.Selected!.Value, 1, 2);
        Assert.Equal(outcome.Receipt.Scores!.Values.Max(), outcome.Receipt.Scores[outcome.Receipt.Selected.Value]);
    }

    [Fact]
    public async Task UniversalSelfConsistency_Choice_IsMappedBackThroughTheShuffle()
    {
        ScriptedChatClient judge = new() { OnCall = call => $"They agree.\nChoice: {NumberOf("wanted", call.LastText)}" };

        var outcome = await Runs.AggregateAsync(new UniversalSelfConsistencyAggregator(Runs.Model("judge", judge)), "a", "b", "wanted", "c", "d");

        Assert.Equal(("wanted", 2), Taken(outcome));
        Assert.Equal([0, 1, 2, 3, 4], outcome.Receipt.Order!.Order());
    }

    [Theory]
    [InlineData("I like them all.")]
    [InlineData("Choice: 9")]
    [InlineData("Choice: 1.5")]
    public async Task UniversalSelfConsistency_UnreadableChoice_FallsBackToAgreementAndSaysSo(string reply)
    {
        var outcome = await Runs.AggregateAsync(new UniversalSelfConsistencyAggregator(Runs.Fusor(reply)), "same words here", "same words there", "zzz");

        Assert.NotEqual("zzz", outcome.Answer);
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("did not choose", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PairwiseTournament_BothOrders_APositionLoverDecidesNothing()
    {
        ScriptedChatClient positionLover = new("Better: 1");

        var outcome = await Runs.AggregateAsync(new PairwiseTournamentAggregator(Runs.Model("judge", positionLover)), "a", "b", "c");

        Assert.Equal(6, positionLover.Calls.Count);
        Assert.Equal(new Dictionary<int, double> { [0] = 1, [1] = 1, [2] = 1 }, outcome.Receipt.Scores);
        Assert.Equal(("a", 0), Taken(outcome));
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("tied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PairwiseTournament_ConsistentJudge_FindsTheBest()
    {
        ScriptedChatClient judge = new() { OnCall = call => $"Better: {(NumberOf("best", call.LastText) is > 0 and var n ? n : 1)}" };

        Assert.Equal(("best", 1), Taken(await Runs.AggregateAsync(new PairwiseTournamentAggregator(Runs.Model("judge", judge)), "a", "best", "c")));
    }

    [Fact]
    public async Task AnyAggregator_Throws_TheBestCandidateAnswersAndTheReceiptSaysWhy()
    {
        var outcome = await Runs.AggregateAsync(new BestOfNAggregator(new ThrowingScorer()), "the same", "the same!", "other");

        Assert.StartsWith("the same", outcome.Answer, StringComparison.Ordinal);
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
        Assert.Equal(FallbackLevel.BestCandidate, outcome.Receipt.FallbackLevel);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("scorer exploded", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_EveryName_MakesThatAggregator()
    {
        AggregatorParts parts = new() { Fusors = [Runs.Fusor("x")] };

        Assert.All(AggregatorNames.All, name => Assert.Equal(name, Aggregators.Create(name, parts).Name));
        var unknown = Assert.Throws<ArgumentException>(() => Aggregators.Create("longest", parts));
        Assert.Contains("best-of-n", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Aggregators.Create(AggregatorNames.Fusion, new AggregatorParts()));
        Assert.Throws<ArgumentException>(() => Aggregators.Create(AggregatorNames.PairwiseTournament, new AggregatorParts()));
    }

    private static (string, int) Taken(FusionOutcome outcome) => (outcome.Answer, outcome.Receipt.Selected!.Value);

    /// <summary>The number under which a text is shown, by the tags around it; 0 when it is not shown.</summary>
    private static int NumberOf(string text, string prompt)
    {
        var at = prompt.IndexOf($"\n{text}\n", StringComparison.Ordinal);
        var tag = at < 0 ? -1 : prompt.LastIndexOf("number=\"", at, StringComparison.Ordinal);
        return tag < 0 ? 0 : prompt[tag + "number=\"".Length] - '0';
    }

    private sealed class FixedScorer(Dictionary<string, double> scores) : IScorer
    {
        public string Name => "fixed";

        public Task<IReadOnlyList<CandidateScore>> ScoreAsync(
            AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<CandidateScore>>(
                [.. candidates.Select(candidate => scores.TryGetValue(candidate.Text, out var score) ? new CandidateScore(score) : new CandidateScore(null, "not listed"))]);
    }

    private sealed class ThrowingScorer : IScorer
    {
        public string Name => "throwing";

        public Task<IReadOnlyList<CandidateScore>> ScoreAsync(
            AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("scorer exploded");
    }
}

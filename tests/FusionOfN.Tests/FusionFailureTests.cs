using FusionOfN.Testing;

namespace FusionOfN.Tests;

public sealed class FusionFailureTests
{
    [Fact]
    public async Task Run_FewerCandidatesThanRequired_FailsAndCallsNoFusor()
    {
        ScriptedChatClient fusor = new(Runs.Marked("fused"), "f");
        var recipe = Runs.Recipe(Panel("a", null, "c"), new FusionAggregator([Runs.Model("f", fusor)])) with { Quorum = new Quorum { Required = 3 } };

        var outcome = await Runs.CompleteAsync(recipe);

        Assert.Equal((FusionStatus.Failed, FusionFailure.QuorumNotMet, ""), (outcome.Receipt.Status, outcome.Receipt.Failure, outcome.Answer));
        Assert.Equal((3, 2, true), (outcome.Receipt.Asked, outcome.Receipt.Answered, outcome.Receipt.Degraded));
        Assert.Empty(fusor.Calls);
        Assert.Contains("3 usable candidates are required, but only 2 came.", outcome.Receipt.Notes);
    }

    [Fact]
    public async Task Run_AsManyCandidatesAsRequired_Answers()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Panel("a", null, "c")) with { Quorum = new Quorum { Required = 2 } });

        Assert.Equal((FusionStatus.Partial, (FusionFailure?)null, "fused"), (outcome.Receipt.Status, outcome.Receipt.Failure, outcome.Answer));
    }

    [Fact]
    public async Task Run_NoCandidateAtAll_SaysSo()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Panel(null, null)) with { Quorum = new Quorum { Required = 2 } });

        Assert.Equal((FusionStatus.Failed, FusionFailure.NoCandidate), (outcome.Receipt.Status, outcome.Receipt.Failure));
    }

    [Fact]
    public void Needed_MoreRequiredThanTheMinimum_WaitsForThem() => Assert.Equal(4, new Quorum { Min = 1, Required = 9 }.Needed(4));

    [Theory]
    [InlineData(FallbackPolicy.Select)]
    [InlineData(FallbackPolicy.Fail)]
    public async Task Run_EveryFusorFails_DoesWhatThePolicySays(FallbackPolicy policy)
    {
        var recipe = Runs.Recipe(Panel("a", "a", "b"), new FusionAggregator([Runs.Model("f", new ScriptedChatClient(ScriptedReply.Failing(new InvalidOperationException("down")), "f"))]));

        var events = await Runs.EventsAsync(recipe with { Fallback = policy });

        var outcome = Assert.IsType<FusionCompleted>(events[^1]).Outcome;
        var (status, failure, answer) = policy == FallbackPolicy.Select
            ? (FusionStatus.Fallback, (FusionFailure?)null, "a")
            : (FusionStatus.Failed, FusionFailure.NoAggregate, "");
        Assert.Equal((status, failure, answer), (outcome.Receipt.Status, outcome.Receipt.Failure, outcome.Answer));
        Assert.Equal(answer, string.Concat(events.OfType<AnswerDelta>().Select(delta => delta.Text)));
    }

    [Fact]
    public async Task Judge_Fails_TheNextOneInItsChainIsAskedAndBothAreOnTheReceipt()
    {
        var judge = Runs.Model("j", new ScriptedChatClient(ScriptedReply.Failing(new InvalidOperationException("down")), "j")) with
        {
            Fallbacks = [Runs.Model("k", new ScriptedChatClient("It is right. Score: 8", "k"))],
        };

        var outcome = await Runs.AggregateAsync(new BestOfNAggregator(new JudgeScorer(judge)), "x", "y");

        Assert.Equal([8, 8], outcome.Receipt.Scores!.Values);
        Assert.Equal(["j", "j", "k", "k"], outcome.Receipt.Calls.Select(call => call.RequestedModel).Order());
    }

    [Fact]
    public async Task Criteria_Given_ReachFusorAnalystAndChoosingJudge()
    {
        ScriptedChatClient fusor = new(Runs.Marked("fused"), "f"), analyst = new("{\"consensus\":[\"yes\"]}", "n"), judge = new("Choice: 1", "j");
        var recipe = Runs.Recipe(Panel("a {candidates}", "b"), new FusionAggregator([Runs.Model("f", fusor)], FusorPrompt.StandardFor("Rhymes count {tag}."))) with
        {
            Analyst = Runs.Model("n", analyst),
            Criteria = "Rhymes count {tag}.",
        };

        var outcome = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { Analyse = true });
        await Runs.AggregateAsync(new UniversalSelfConsistencyAggregator(Runs.Model("j", judge), "Rhymes count."), "a", "b");

        Assert.StartsWith("# What makes an answer good here\nRhymes count {tag}.\n\n# Task\n", fusor.Calls[0].LastText, StringComparison.Ordinal);
        Assert.StartsWith("# What makes an answer good here\nRhymes count {tag}.\n\n# Task\n", analyst.Calls[0].LastText, StringComparison.Ordinal);
        Assert.Contains("Rubric: Rhymes count.\n", judge.Calls[0].LastText, StringComparison.Ordinal);
        Assert.Equal("v1+criteria", outcome.Receipt.FusorPrompt!.Version);
        Assert.NotEqual(FusorPrompt.Standard.Hash, outcome.Receipt.FusorPrompt.Hash);
    }

    private static Panel Panel(params ReadOnlySpan<string?> answers)
    {
        List<PanelMember> members = [];
        foreach (var answer in answers)
        {
            var reply = answer is null ? ScriptedReply.Failing(new InvalidOperationException("down")) : answer;
            members.Add(new PanelMember(Runs.Model($"m{members.Count}", new ScriptedChatClient(reply, $"m{members.Count}"))));
        }

        return new Panel([.. members]);
    }
}

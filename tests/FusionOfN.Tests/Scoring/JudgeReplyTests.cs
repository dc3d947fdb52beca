using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Tests.Runs;

namespace FusionOfN.Tests;

public sealed class JudgeReplyTests
{
    [Theory]
    [InlineData("Score: 9", 9.0)]
    [InlineData("Score: <9>", 9.0)]
    [InlineData("Score：9", 9.0)]
    [InlineData("Score: ９", 9.0)]
    [InlineData("{\"score\": 9}", 9.0)]
    [InlineData("{\"score\": \"9\"}", 9.0)]
    [InlineData("**Score:** 9/10", 9.0)]
    [InlineData("**Score**: **9**", 9.0)]
    [InlineData("Score = 9", 9.0)]
    [InlineData("Score is 9.", 9.0)]
    [InlineData("The score I give is: 3. No.\nFinal score: 7.5", 7.5)]
    [InlineData("Score: 9,5", 9.5)]
    [InlineData("Score: [[9]]", 9.0)]
    [InlineData("Score: 4/5", 8.0)]
    [InlineData("Score: 90 out of 100", 9.0)]
    [InlineData("Score - 9", 9.0)]
    [InlineData("Score: 0", 0.0)]
    [InlineData("Score: \\boxed{9}", 9.0)]
    [InlineData("Score: 8-9", null)]
    [InlineData("Score: 11", null)]
    [InlineData("Score: <number>", null)]
    [InlineData("It is fine.", null)]
    [InlineData("", null)]
    public void ReadScore_Reply_ReadsTheForm(string reply, double? expected) => Assert.Equal(expected, JudgeReply.ReadScore(reply, "score", 10));

    [Theory]
    [InlineData("Better: 2", 2)]
    [InlineData("Better: Candidate 2", 2)]
    [InlineData("Better: <2>", 2)]
    [InlineData("Better：２", 2)]
    [InlineData("**Better:** #2", 2)]
    [InlineData("{\"better\": \"2\"}", 2)]
    [InlineData("Better: candidate number 2.", 2)]
    [InlineData("The better candidate is 2.", 2)]
    [InlineData("Better is the second.", 2)]
    [InlineData("Candidate 2 is better than candidate 1.", 2)]
    [InlineData("I prefer candidate 2.", 2)]
    [InlineData("[[2]]", 2)]
    [InlineData("2", 2)]
    [InlineData("Better: 1? No.\nBetter: 2", 2)]
    [InlineData("Better: 1 or 2", null)]
    [InlineData("Better: 3", null)]
    [InlineData("Better: 12", null)]
    [InlineData("Better: neither", null)]
    [InlineData("", null)]
    public void ReadChoice_Reply_ReadsTheForm(string reply, int? expected) => Assert.Equal(expected, JudgeReply.ReadChoice(reply, "better", 2));

    [Fact]
    public async Task Judge_UnreadOnce_IsAskedAgain()
    {
        ScriptedChatClient judge = new() { OnCall = call => call.Messages.Count > 2 ? "Score: 9" : "Quite good." };

        var outcome = await AggregateAsync(new BestOfNAggregator(new JudgeScorer(Model("judge", judge))), "a", "b");

        Assert.Equal((FusionStatus.Full, 9), (outcome.Receipt.Status, outcome.Receipt.Scores![0]));
        Assert.Equal(4, judge.Calls.Count);
    }

    [Fact]
    public async Task Judge_NeverRead_IsAFallbackAndSaidSo()
    {
        ScriptedChatClient judge = new("Quite good.");

        foreach (IAggregator aggregator in (IAggregator[])
            [new BestOfNAggregator(new JudgeScorer(Model("judge", judge))), new PairwiseTournamentAggregator(Model("judge", judge)), new UniversalSelfConsistencyAggregator(Model("judge", judge))])
        {
            var outcome = await AggregateAsync(aggregator, "a", "b");

            Assert.Equal((FusionStatus.Fallback, FallbackLevel.BestCandidate, true), (outcome.Receipt.Status, outcome.Receipt.FallbackLevel, outcome.Receipt.Degraded));
        }
    }

    [Theory]
    [InlineData(1, 2, "text")]
    [InlineData(2, 1, "tool")]
    public async Task Vote_OfTextAndTool_GoesToTheMajorityAndNobodyFailed(int tools, int texts, string winner)
    {
        var outcome = await CompleteAsync(Recipe(Mixed(tools, texts)));

        Assert.Equal(winner == "tool" ? 1 : 0, outcome.ToolCalls.Count);
        Assert.Equal((FusionStatus.Full, false), (outcome.Receipt.Status, outcome.Receipt.Degraded));
    }

    [Theory]
    [InlineData("Choice: 1", 1)]
    [InlineData("Choice: 2", 0)]
    public async Task Vote_OfTextAndToolThatTies_GoesToTheFusor(string choice, int calls)
    {
        ScriptedChatClient fusor = new() { OnCall = call => call.LastText.Contains("tool calls", StringComparison.Ordinal) ? choice : Marked("fused") };

        var outcome = await CompleteAsync(Recipe(Mixed(1, 1), new FusionAggregator([Model("fusor", fusor)])));

        Assert.Equal((calls, FusionStatus.Full), (outcome.ToolCalls.Count, outcome.Receipt.Status));
    }

    [Fact]
    public void Taking_ScoresEqualButForTheLastBits_GoesToTheFirst()
    {
        Candidate[] candidates = [new(0, "a", CallState.Ok, "a"), new(1, "b", CallState.Ok, "b")];

        var taken = Taking.TakeBest(candidates, new Dictionary<int, double> { [0] = 0.1 + 0.2, [1] = 0.3000000000000001 });

        Assert.Equal(0, taken.Selected);
    }

    private static Panel Mixed(int tools, int texts) => new(
    [
        .. Enumerable.Range(0, tools).Select(i => new PanelMember(Model($"tool{i}", new ScriptedChatClient(new ScriptedReply { Contents = [new FunctionCallContent($"c{i}", "get")] })))),
        .. Enumerable.Range(0, texts).Select(i => new PanelMember(Model($"text{i}", new ScriptedChatClient("an answer")))),
    ]);
}

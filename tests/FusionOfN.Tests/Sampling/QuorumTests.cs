using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class QuorumTests
{
    private static readonly Quorum Short = new() { Min = 2, Grace = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(60) };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(8, 5)]
    public void Needed_Default_IsAMajorityAndAtLeastTwo(int slots, int needed) => Assert.Equal(needed, new Quorum().Needed(slots));

    [Fact]
    public async Task Run_QuorumIsMet_GivesUpStragglersWhenTheGraceHasPassed()
    {
        TestClock clock = new();
        ScriptedChatClient slow = new(ScriptedReply.Hanging, "slow");
        var run = Start(clock, slow);

        await clock.WaitForTimerAsync(Short.Grace, Runs.Cancellation);
        clock.Advance(Short.Grace - TimeSpan.FromMilliseconds(1));
        Assert.False(run.IsCompleted);
        Assert.Equal(1, slow.Meter.Open);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        var outcome = await run;

        Assert.Equal(0, slow.Meter.Open);
        Assert.Equal(1, slow.Meter.Aborted);
        var straggler = outcome.Pool.Candidates.Single(candidate => candidate.Model == "slow");
        Assert.Equal(CallState.Cancelled, straggler.State);
        Assert.Contains("straggler", straggler.Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal(FusionStatus.Partial, outcome.Receipt.Status);
    }

    [Fact]
    public async Task Run_StragglerArrivesWithinTheGrace_IsInThePool()
    {
        TestClock clock = new();
        TaskCompletionSource gate = new();
        ScriptedChatClient slow = new(new ScriptedReply { Text = "late but here", Gate = gate.Task }, "slow");
        var run = Start(clock, slow);

        await clock.WaitForTimerAsync(Short.Grace, Runs.Cancellation);
        clock.Advance(TimeSpan.FromSeconds(4));
        gate.SetResult();

        Assert.Equal(FusionStatus.Full, (await run).Receipt.Status);
    }

    [Fact]
    public async Task Run_QuorumIsNotMet_EndsAtThePanelTimeoutWithWhatIsThere()
    {
        TestClock clock = new();
        Panel panel = new(
            new PanelMember(Runs.Model("fast", new ScriptedChatClient("here", "fast"))),
            new PanelMember(Runs.Model("slow", new ScriptedChatClient(ScriptedReply.Hanging, "slow")), 2));
        FusionEngine engine = new(Runs.Recipe(panel) with { Quorum = Short }, new FusionEngineOptions { TimeProvider = clock });
        FusionOutcome outcome = null!;
        await foreach (var step in engine.RunAsync(new FusionRequest(Runs.Ask()), Runs.Cancellation))
        {
            // Only when the fast member is in does the time run out on the others.
            if (step is CandidateCompleted { Candidate.Model: "fast" })
                clock.Advance(Short.Timeout);
            outcome = (step as FusionCompleted)?.Outcome ?? outcome;
        }

        Assert.Equal(FusionStatus.Single, outcome.Receipt.Status);
        Assert.True(outcome.Receipt.Degraded);
        Assert.Equal("here", outcome.Answer);
        Assert.Equal(2, outcome.Pool.Candidates.Count(candidate => candidate.State == CallState.TimedOut));
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("quorum of 2 was not met", StringComparison.Ordinal));
    }

    private static Task<FusionOutcome> Start(TestClock clock, IChatClient slow)
    {
        Panel panel = new(
            new PanelMember(Runs.Model("a", new ScriptedChatClient("one", "a"))),
            new PanelMember(Runs.Model("b", new ScriptedChatClient("two", "b"))),
            new PanelMember(Runs.Model("slow", slow)));
        return Runs.CompleteAsync(Runs.Recipe(panel) with { Quorum = Short }, time: clock);
    }
}

using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class FusionEngineTests
{
    [Fact]
    public async Task Run_Events_ComeInOrderAndEndWithTheOutcome()
    {
        var events = await Runs.EventsAsync(Runs.Recipe(Runs.PanelOf("one", "two")));

        Assert.IsType<RunStarted>(events[0]);
        Assert.IsType<FusionCompleted>(events[^1]);
        Assert.Equal(2, events.OfType<CandidateCompleted>().Count());
        Assert.Equal("one", string.Concat(events.OfType<CandidateDelta>().Where(delta => delta.Index == 0).Select(delta => delta.Text)));
        Type[] milestones = [typeof(RunStarted), typeof(SamplingCompleted), typeof(AggregationStarted), typeof(AnswerDelta), typeof(FusionCompleted)];
        Assert.Equal(milestones, events.Select(step => step.GetType()).Where(milestones.Contains).Distinct());
    }

    [Theory]
    [InlineData(InvocationMode.Required, "")]
    [InlineData(InvocationMode.Solo, "one")]
    public async Task Run_ReaderWithoutEyesForCandidateDeltas_GetsNoneButThoseThatAreTheAnswer(InvocationMode mode, string told)
    {
        var recipe = Runs.Recipe(Runs.PanelOf("one", "two")) with { Invocation = new Invocation { Mode = mode } };

        var events = await Runs.EventsAsync(recipe, new FusionRequest(Runs.Ask()) { ReadsCandidateDeltas = false });

        Assert.Equal(told, string.Concat(events.OfType<CandidateDelta>().Select(delta => delta.Text)));
        Assert.All(events.OfType<CandidateCompleted>(), step => Assert.NotNull(step.Call.FirstTokenMs));
        Assert.NotEqual("", Assert.IsType<FusionCompleted>(events[^1]).Outcome.Answer);
    }

    [Fact]
    public async Task Run_OneSurvivor_IsSingleAndDegradedAndNotFused()
    {
        ScriptedChatClient fusor = new(Runs.Marked("never"), "f");
        ScriptedChatClient broken = new(ScriptedReply.Failing(new InvalidOperationException("down")), "broken");
        Panel panel = new(new PanelMember(Runs.Model("broken", broken), 2), new PanelMember(Runs.Model("ok", new ScriptedChatClient("alone", "ok"))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("f", fusor)])));

        Assert.Equal("alone", outcome.Answer);
        Assert.Empty(fusor.Calls);
        Assert.Equal(FusionStatus.Single, outcome.Receipt.Status);
        Assert.True(outcome.Receipt.Degraded);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NobodyAnswers_IsAFailedOutcomeWithEveryReason()
    {
        Panel panel = new(
            new PanelMember(Runs.Model("a", new ScriptedChatClient("", "a"))),
            new PanelMember(Runs.Model("b", new ScriptedChatClient(ScriptedReply.Failing(new InvalidOperationException("no credit")), "b"))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel));

        Assert.Equal(FusionStatus.Failed, outcome.Receipt.Status);
        Assert.Equal("", outcome.Answer);
        Assert.Equal(["The model gave no text.", "no credit"], outcome.Receipt.Calls.Select(call => call.Failure!.Reason));
    }

    [Fact]
    public async Task Run_OnlyTruncatedCandidates_AreUsedAndTheReceiptSaysSo()
    {
        ScriptedChatClient cut = new(new ScriptedReply { Text = "as far as it", FinishReason = ChatFinishReason.Length }, "cut");

        var outcome = await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(cut, 2, "cut"), new FirstAggregator()));

        Assert.Equal("as far as it", outcome.Answer);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("truncated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_WhileSampling_ClosesEveryCallInFlight()
    {
        ScriptedChatClient client = new(ScriptedReply.Hanging);
        using CancellationTokenSource stop = new();
        var run = new FusionEngine(Runs.Recipe(Panel.OfOne(client, 5))).CompleteAsync(new FusionRequest(Runs.Ask()), stop.Token);
        await client.Meter.WaitForOpenAsync(5, Runs.Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, client.Meter.Open);
        Assert.Equal(5, client.Meter.Aborted);
    }

    [Fact]
    public async Task Cancel_WhileFusing_ClosesTheFusorsCall()
    {
        ScriptedChatClient fusor = new(ScriptedReply.Hanging, "f");
        using CancellationTokenSource stop = new();
        var run = new FusionEngine(Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("f", fusor)])))
            .CompleteAsync(new FusionRequest(Runs.Ask()), stop.Token);
        await fusor.Meter.WaitForOpenAsync(1, Runs.Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, fusor.Meter.Open);
    }

    [Fact]
    public async Task Dispose_ReaderLeavesEarly_LeavesNoCallBehind()
    {
        ScriptedChatClient client = new(ScriptedReply.Hanging);
        await using (var events = new FusionEngine(Runs.Recipe(Panel.OfOne(client, 3))).RunAsync(new FusionRequest(Runs.Ask()), Runs.Cancellation)
            .GetAsyncEnumerator(Runs.Cancellation))
        {
            Assert.True(await events.MoveNextAsync());
            await client.Meter.WaitForOpenAsync(3, Runs.Cancellation);
        }

        // Disposing the stream waits for the run: there is nothing to wait for any more.
        Assert.Equal(0, client.Meter.Open);
    }

    [Fact]
    public async Task Run_Analysis_NamesModelsAndIsOnRequestOnly()
    {
        ScriptedChatClient analyst = new(
            """{"consensus":["Paris is in France"],"unique_insights":[{"candidate":2,"insight":"on the Seine"}],"blind_spots":["no population"]}""", "analyst");
        var recipe = Runs.Recipe(Runs.PanelOf("Paris.", "Paris, on the Seine.")) with { Analyst = Runs.Model("analyst", analyst) };

        var without = await Runs.CompleteAsync(recipe);
        var with = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { Analyse = true });

        Assert.Null(without.Analysis);
        Assert.Equal(["Paris is in France"], with.Analysis!.Consensus);
        Assert.Equal("m1", Assert.Single(with.Analysis.UniqueInsights).Model);
        Assert.Single(with.Receipt.Calls, call => call.Role == CallRole.Analyst);
    }

    [Fact]
    public async Task Run_UnreadableAnalysis_IsNoAnalysisAndNoFailure()
    {
        var recipe = Runs.Recipe(Runs.PanelOf("a", "b")) with { Analyst = Runs.Model("analyst", new ScriptedChatClient("Well, they differ.")) };

        var outcome = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { Analyse = true });

        Assert.Null(outcome.Analysis);
        Assert.Equal("fused", outcome.Answer);
    }

    [Fact]
    public void Run_EmptyConversation_SaysWhatIsMissing() =>
        Assert.Contains("no message", Assert.Throws<ArgumentException>(() => new FusionEngine(Runs.Recipe(Runs.PanelOf("a"))).RunAsync(new FusionRequest([]), Runs.Cancellation)).Message, StringComparison.Ordinal);

    [Fact]
    public void Panel_WithoutMembersOrSamples_SaysWhatIsMissing()
    {
        Assert.Throws<ArgumentException>(() => new Panel());
        var bad = Assert.Throws<ArgumentException>(() => new Panel(new PanelMember(Runs.Fusor("x", "m1"), 0)));
        Assert.Contains("'m1' asks for 0 samples", bad.Message, StringComparison.Ordinal);
    }
}

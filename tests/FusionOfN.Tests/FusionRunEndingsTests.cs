using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

/// <summary>How runs end when the answer cannot simply be handed over: cancelled, broken off, in the wrong form, or a vote that ties.</summary>
public sealed class FusionRunEndingsTests
{
    private sealed class MustBe(string wanted) : IAnswerCheck
    {
        public AnswerVerdict Check(string answer, CancellationToken cancellationToken) => answer.Trim('`') == wanted ? AnswerVerdict.Fits(wanted) : AnswerVerdict.Wrong($"it is not {wanted}");
    }

    private sealed class Broken : IAnswerCheck
    {
        public AnswerVerdict Check(string answer, CancellationToken cancellationToken) => throw new InvalidCastException("never to be told");
    }

    [Fact]
    public async Task Run_SomethingFailsThatMustNotAfterTheFirstCall_EndsAsAFailedRunThatSaysWhatWasSpent()
    {
        ScriptedReply reply = new() { Text = "done", Usage = new() { InputTokenCount = 10, OutputTokenCount = 5 } };
        Panel panel = new(new PanelMember(Runs.Model("a", new ScriptedChatClient(reply))), new PanelMember(Runs.Model("b", new ScriptedChatClient(reply))));
        Budget shared = new(new BudgetLimits { MaxTokens = 1_000_000 });

        var events = await Runs.EventsAsync(
            Runs.Recipe(panel, new FirstAggregator()), new FusionRequest(Runs.Ask()) { AnswerCheck = new Broken(), SharedBudgets = [shared] });

        var receipt = Assert.IsType<FusionCompleted>(events[^1]).Outcome.Receipt;
        Assert.Equal(FusionFailure.Unexpected, receipt.Failure);
        Assert.Equal(FusionStatus.Failed, receipt.Status);
        Assert.Equal(30, receipt.Usage.InputTokens + receipt.Usage.OutputTokens);
        Assert.Equal(30, shared.SpentTokens);
        Assert.DoesNotContain("never to be told", string.Join(' ', receipt.Notes));
    }

    [Fact]
    public async Task Cancel_AfterSomeCandidates_GivesAReceiptOfWhatWasSpent()
    {
        ScriptedChatClient hanging = new(ScriptedReply.Hanging);
        Panel panel = new(
            new PanelMember(Runs.Model("quick", new ScriptedChatClient(new ScriptedReply { Text = "done", Usage = new() { InputTokenCount = 10, OutputTokenCount = 5 } }))),
            new PanelMember(Runs.Model("slow", hanging)));
        using CancellationTokenSource stop = new();
        List<FusionEvent> events = [];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in new FusionEngine(Runs.Recipe(panel)).RunAsync(new FusionRequest(Runs.Ask()), stop.Token))
            {
                events.Add(step);
                if (step is CandidateCompleted { Candidate.Index: 0 })
                {
                    await hanging.Meter.WaitForOpenAsync(1, Runs.Cancellation);
                    await stop.CancelAsync();
                }
            }
        });

        var receipt = Assert.IsType<FusionCancelled>(events[^1]).Receipt;
        Assert.Equal(FusionStatus.Failed, receipt.Status);
        Assert.Equal(FusionFailure.Cancelled, receipt.Failure);
        Assert.Equal(2, receipt.Calls.Count);
        Assert.Equal(15, receipt.Usage.InputTokens + receipt.Usage.OutputTokens);
    }

    [Fact]
    public async Task Run_FusorDiesAfterItsAnswerWasPassedOn_EndsAsBrokenOffWithoutFurtherCalls()
    {
        ScriptedChatClient dying = new(new ScriptedReply
        {
            Text = "<fused_answer>\nParis is the capital and then",
            Error = new InvalidOperationException("connection reset"),
            ErrorAfterPieces = 3,
        });
        ScriptedChatClient next = new(Runs.Marked("never"));
        var recipe = Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("f", dying), Runs.Model("g", next)]));

        var events = await Runs.EventsAsync(recipe, new FusionRequest(Runs.Ask()) { PassesAnswerOn = true });

        var outcome = Assert.IsType<FusionCompleted>(events[^1]).Outcome;
        Assert.Contains(events, step => step is AnswerDiscarded);
        Assert.Equal(FusionFailure.BrokenOff, outcome.Receipt.Failure);
        Assert.Equal("", outcome.Answer);
        Assert.Empty(next.Calls);
    }

    [Fact]
    public async Task Run_AnswerInTheWrongForm_IsRepairedOnceAndNothingWrongIsPassedOn()
    {
        ScriptedChatClient fusor = new();
        fusor.Enqueue(Runs.Marked("no json"), "{}");
        var request = new FusionRequest(Runs.Ask()) { AnswerCheck = new MustBe("{}"), Options = new ChatOptions { ResponseFormat = ChatResponseFormat.Json } };

        var events = await Runs.EventsAsync(Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("f", fusor)])), request);

        var outcome = Assert.IsType<FusionCompleted>(events[^1]).Outcome;
        Assert.Equal("{}", outcome.Answer);
        Assert.Equal(["{}"], events.OfType<AnswerDelta>().Select(delta => delta.Text));
        Assert.Equal(FallbackLevel.ReAsk, outcome.Receipt.FallbackLevel);
        Assert.Equal(2, fusor.Calls.Count);
        Assert.Contains("it is not {}", fusor.Calls[1].LastText, StringComparison.Ordinal);
        Assert.IsType<ChatResponseFormatJson>(fusor.Calls[1].Options!.ResponseFormat);
        Assert.Contains("one JSON object", fusor.Calls[0].Options!.Instructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RepairFails_TakesTheCandidateThatFits()
    {
        ScriptedChatClient fusor = new("never any json");

        var outcome = await Runs.CompleteAsync(
            Runs.Recipe(Runs.PanelOf("x", "```{}```", "y"), new FusionAggregator([Runs.Model("f", fusor)])),
            new FusionRequest(Runs.Ask()) { AnswerCheck = new MustBe("{}") });

        Assert.Equal("{}", outcome.Answer);
        Assert.Equal(1, outcome.Receipt.Selected);
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
    }

    [Theory]
    [InlineData("majority-vote")]
    [InlineData("minimum-bayes-risk")]
    [InlineData("fusion")]
    public async Task Run_TakenCandidateGoesBeyondTheRequestsStop_IsCutThere(string aggregator)
    {
        // Its servers pass over what the request says; the fusor gives nothing.
        var parts = new AggregatorParts { Fusors = [Runs.Model("f", new ScriptedChatClient(""))] };
        var recipe = Runs.Recipe(Runs.PanelOf("It is 7. END and more", "It is 7. END or less"), Aggregators.Create(aggregator, parts));

        var outcome = await Runs.CompleteAsync(recipe, new FusionRequest(Runs.Ask()) { Options = new ChatOptions { StopSequences = ["END"] } });

        Assert.Equal("It is 7.", outcome.Answer);
        Assert.False(outcome.IsCutOff);
        Assert.NotNull(outcome.Receipt.Selected);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(40, true)]
    [InlineData(4, false)]
    public async Task Run_TakenCandidateGoesBeyondTheRequestsLimit_IsCutUnlessItsServerCountedLess(int? counted, bool isCut)
    {
        ScriptedReply reply = new() { Text = "one two three four five six seven eight", Usage = counted is null ? null : new UsageDetails { OutputTokenCount = counted } };
        Panel panel = new([new(Runs.Model("a", new ScriptedChatClient(reply))), new(Runs.Model("b", new ScriptedChatClient(reply)))]);

        var outcome = await Runs.CompleteAsync(
            Runs.Recipe(panel, new FirstAggregator()), new FusionRequest(Runs.Ask()) { Options = new ChatOptions { MaxOutputTokens = 4 } });

        Assert.Equal(isCut ? "one two three four" : reply.Text, outcome.Answer);
        Assert.Equal(isCut, outcome.IsCutOff);
    }

    [Fact]
    public async Task Run_FusorWritesBlanksWithoutEnd_TheyAreLookedThroughOnce()
    {
        string[] pieces = ["<fused_answer>\nIt is 7.", .. Enumerable.Repeat("\n ", 60_000), "\n</fused_answer>"];
        var fusor = Runs.Model("f", new ScriptedChatClient(new ScriptedReply { Pieces = pieces }));
        var request = new FusionRequest(Runs.Ask()) { Options = new ChatOptions { MaxOutputTokens = 100_000, StopSequences = ["END"] } };

        var run = Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([fusor])), request);

        // Quadratic it is seven thousand million steps.
        Assert.Equal("It is 7.", (await run.WaitAsync(TimeSpan.FromSeconds(60), Runs.Cancellation)).Answer);
    }

    [Fact]
    public async Task Run_NothingFits_IsAFailureThatSaysSo()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("x", "y")), new FusionRequest(Runs.Ask()) { AnswerCheck = new MustBe("{}") });

        Assert.Equal("", outcome.Answer);
        Assert.Equal(FusionFailure.WrongFormat, outcome.Receipt.Failure);
        Assert.Equal(FusionStatus.Failed, outcome.Receipt.Status);
    }

    [Theory]
    [InlineData("Choice: 1", 0)]
    [InlineData("Choice: 2", 1)]
    public async Task Run_ToolProposalsTie_TheFusorDecides(string reply, int taken)
    {
        ScriptedChatClient fusor = new(reply);
        Panel panel = new(new PanelMember(Runs.Model("a", new ScriptedChatClient(Call("Oslo")))), new PanelMember(Runs.Model("b", new ScriptedChatClient(Call("Rome")))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("f", fusor)])));

        Assert.Single(fusor.Calls);

        Assert.Equal(taken == 0 ? "Oslo" : "Rome", Assert.Single(outcome.ToolCalls).Arguments!["city"]);
    }

    [Theory]
    [InlineData("Choice: 1", 1)]
    [InlineData("Choice: 2", 0)]
    public async Task Run_TextAndToolCallTie_TheFusorDecidesAndNobodyFailed(string reply, int calls)
    {
        Panel panel = new(new PanelMember(Runs.Model("a", new ScriptedChatClient("text"))), new PanelMember(Runs.Model("b", new ScriptedChatClient(Call("Rome")))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("f", new ScriptedChatClient(reply))])));

        Assert.Equal(calls, outcome.ToolCalls.Count);
        Assert.Equal(calls == 0, outcome.Answer.Length > 0);
        Assert.All(outcome.Pool.Candidates, candidate => Assert.Equal(CallState.Ok, candidate.State));
        Assert.NotEqual(FusionStatus.Failed, outcome.Receipt.Status);
    }

    [Fact]
    public async Task Run_ToolIsRequired_OneProposalOutvotesTwoTexts()
    {
        Panel panel = new(
            new PanelMember(Runs.Model("a", new ScriptedChatClient("text"))),
            new PanelMember(Runs.Model("b", new ScriptedChatClient("text"))),
            new PanelMember(Runs.Model("c", new ScriptedChatClient(Call("Rome")))));

        var outcome = await Runs.CompleteAsync(
            Runs.Recipe(panel), new FusionRequest(Runs.Ask()) { Options = new ChatOptions { ToolMode = ChatToolMode.RequireAny } });

        Assert.Equal("Rome", Assert.Single(outcome.ToolCalls).Arguments!["city"]);
    }

    [Fact]
    public async Task Run_ToolArgumentsThatAreNoJson_AreAFailedCandidate()
    {
        ScriptedReply broken = new()
        {
            Contents = [new FunctionCallContent("c", "weather") { Exception = new FormatException("bad json") }],
            FinishReason = ChatFinishReason.ToolCalls,
        };
        Panel panel = new(new PanelMember(Runs.Model("a", new ScriptedChatClient(broken))), new PanelMember(Runs.Model("b", new ScriptedChatClient("text"))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel));

        Assert.Equal(CallState.Failed, outcome.Pool.Candidates[0].State);
        Assert.Contains("'weather'", outcome.Pool.Candidates[0].Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal("text", outcome.Answer);
    }

    [Fact]
    public async Task Run_Solo_PassesTheCandidateOnAsItArrives()
    {
        TaskCompletionSource gate = new();
        ScriptedChatClient slow = new(new ScriptedReply { Text = "first piece, second piece", PieceGate = piece => piece == 0 ? Task.CompletedTask : gate.Task });
        var recipe = Runs.Recipe(Panel.OfOne(slow, 3, "m")) with { Invocation = new Invocation { Mode = InvocationMode.Solo } };
        List<string> pieces = [];

        await foreach (var step in new FusionEngine(recipe).RunAsync(new FusionRequest(Runs.Ask()), Runs.Cancellation))
        {
            if (step is AnswerDelta delta)
            {
                pieces.Add(delta.Text);
                gate.TrySetResult();
            }
        }

        Assert.True(pieces.Count > 1);
        Assert.Equal("first piece, second piece", string.Concat(pieces));
        Assert.Single(slow.Calls);
    }

    [Theory]
    [InlineData(false, "from the spare", null)]
    [InlineData(true, "", FusionFailure.BrokenOff)]
    public async Task Run_SoloFailsMidwayAndASpareAnswers_IsDiscardedOrBrokenOff(bool passesOn, string answer, FusionFailure? failure)
    {
        ScriptedChatClient dying = new(new ScriptedReply { Text = "half of an answer that", Error = new InvalidOperationException("reset"), ErrorAfterPieces = 1 });
        Panel panel = new(new PanelMember(Runs.Model("a", dying))) { Spares = [new PanelMember(Runs.Model("b", new ScriptedChatClient("from the spare")))] };
        var recipe = Runs.Recipe(panel) with { Invocation = new Invocation { Mode = InvocationMode.Solo } };

        var events = await Runs.EventsAsync(recipe, new FusionRequest(Runs.Ask()) { PassesAnswerOn = passesOn });

        var outcome = Assert.IsType<FusionCompleted>(events[^1]).Outcome;
        Assert.Contains(events, step => step is AnswerDiscarded);
        Assert.Equal(answer, outcome.Answer);
        Assert.Equal(failure, outcome.Receipt.Failure);
    }

    private static ScriptedReply Call(string city) => new()
    {
        Contents = [new FunctionCallContent("c", "weather", new Dictionary<string, object?> { ["city"] = city })],
        FinishReason = ChatFinishReason.ToolCalls,
    };
}

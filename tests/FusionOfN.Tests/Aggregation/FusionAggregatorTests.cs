using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class FusionAggregatorTests
{
    [Fact]
    public async Task Fuse_Conversation_StandsFirstAndUnchanged()
    {
        ScriptedChatClient fusor = new(Runs.Marked("fused"), "f");
        IReadOnlyList<ChatMessage> conversation = [new(ChatRole.System, "Be kind."), new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.User, "Name a city.")];
        ScriptedChatClient member = new("Rome", "m");
        Panel panel = new(new PanelMember(Runs.Model("m", member)), new PanelMember(Runs.Model("n", new ScriptedChatClient("Paris", "n"))));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("f", fusor)])), new FusionRequest(conversation));

        var prompt = Assert.Single(fusor.Calls).Messages;
        Assert.Equal(member.Calls[0].Messages, prompt.Take(4));
        Assert.Equal(5, prompt.Count);
        Assert.Equal("fused", outcome.Answer);
        Assert.Equal("f", outcome.Receipt.Writer);
        Assert.Equal(FallbackLevel.Marked, outcome.Receipt.FallbackLevel);
        Assert.Equal(FusorPrompt.Standard.Hash, outcome.Receipt.FusorPrompt!.Hash);
    }

    [Fact]
    public async Task Fuse_Candidates_AreAnonymousAndShownInTheRecordedOrder()
    {
        ScriptedChatClient fusor = new(Runs.Marked("fused"), "f");
        var outcome = await Runs.CompleteAsync(
            Runs.Recipe(Runs.PanelOf("alpha text", "beta text", "gamma text", "delta text"), new FusionAggregator([Runs.Model("f", fusor)])));

        var prompt = fusor.Calls[0].LastText;
        var positions = outcome.Receipt.Order!.Select(index => prompt.IndexOf(outcome.Pool.Candidates[index].Text, StringComparison.Ordinal)).ToList();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal([0, 1, 2, 3], outcome.Receipt.Order!.Order());
        Assert.All(outcome.Pool.Candidates, candidate => Assert.DoesNotContain($"{candidate.Model}\"", prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fuse_IdenticalCandidates_AreShownOnceWithTheirNumber()
    {
        ScriptedChatClient fusor = new(Runs.Marked("fused"), "f");

        await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("Lima", "Quito", "Lima", "Lima"), new FusionAggregator([Runs.Model("f", fusor)])));

        var prompt = fusor.Calls[0].LastText;
        Assert.Equal(2, prompt.Split("\nLima\n").Length);
        Assert.Matches("times=\"3\">\nLima\n", prompt);
        Assert.DoesNotMatch("times=\"[0-9]+\">\nQuito\n", prompt);
    }

    [Fact]
    public async Task Fuse_CompactPrompt_ListsIdenticalCandidatesAsOftenAsTheyWereGiven()
    {
        ScriptedChatClient fusor = new("Lima", "f");
        CompactFusorPrompt bare = new("\n#", "\n=", continuesLastMessage: true);

        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("Lima", "Quito", "Lima"), new FusionAggregator([Runs.Model("f", fusor)], bare)));

        Assert.Equal("Lima", outcome.Answer);
        Assert.Equal(3, fusor.Calls[0].LastText.Split("\n#Lima").Length);
        Assert.Equal([0, 1], outcome.Receipt.Order!.Order());
    }

    [Fact]
    public async Task Fuse_SameSeed_ShowsTheSameOrder()
    {
        string[] texts = ["a", "b", "c", "d", "e", "f", "g"];
        async Task<IEnumerable<int>> OrderAsync(int seed) =>
            (await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf(texts)) with { Seed = seed })).Receipt.Order!;

        Assert.Equal(await OrderAsync(1), await OrderAsync(1));
        Assert.NotEqual(await OrderAsync(1), await OrderAsync(2));
    }

    [Fact]
    public async Task Fuse_Tokens_FlowLiveBeforeTheFusorHasFinished()
    {
        TaskCompletionSource gate = new();
        ScriptedChatClient fusor = new(
            new ScriptedReply
            {
                Pieces = ["They differ.\n\n<fused_answer>\n", "The first words", " and the last.\n</fused_answer>"],
                PieceGate = piece => piece == 2 ? gate.Task : Task.CompletedTask,
            },
            "f");

        List<string> shown = [];
        await foreach (var step in new FusionEngine(Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("f", fusor)])))
            .RunAsync(new FusionRequest(Runs.Ask()), Runs.Cancellation))
        {
            if (step is not AnswerDelta delta)
                continue;

            shown.Add(delta.Text);
            gate.TrySetResult();
        }

        Assert.True(shown.Count > 1);
        Assert.Equal("The first words and the last.", string.Concat(shown));
    }

    [Fact]
    public async Task Fuse_NothingReadable_IsAskedOnceMore()
    {
        ScriptedChatClient fusor = new(model: "f");
        fusor.Enqueue("", Runs.Marked("second try"));

        var outcome = await FuseAsync(fusor);

        Assert.Equal("second try", outcome.Answer);
        Assert.Equal(FallbackLevel.ReAsk, outcome.Receipt.FallbackLevel);
        Assert.Equal(FusionStatus.Full, outcome.Receipt.Status);
        Assert.Equal(2, outcome.Receipt.Calls.Count(call => call.Role == CallRole.Fusor));
    }

    [Fact]
    public async Task Fuse_FusorFails_TheNextInTheChainWrites()
    {
        ScriptedChatClient broken = new(ScriptedReply.Failing(new InvalidOperationException("overloaded")), "broken");

        var outcome = await FuseAsync(broken, Runs.Fusor("from the second", "second"));

        Assert.Equal("from the second", outcome.Answer);
        Assert.Equal(FallbackLevel.NextFusor, outcome.Receipt.FallbackLevel);
        Assert.Equal("second", outcome.Receipt.Writer);
        Assert.Equal(FusionStatus.Fallback, outcome.Receipt.Status);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("overloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fuse_EveryFusorFails_TheBestCandidateIsTakenAndNotARandomOne()
    {
        ScriptedChatClient broken = new(ScriptedReply.Failing(new InvalidOperationException("gone")), "broken");
        Panel panel = Runs.PanelOf("unrelated", "The capital is Paris.", "The capital is Paris, in France.");

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("broken", broken)])));

        Assert.StartsWith("The capital is Paris", outcome.Answer, StringComparison.Ordinal);
        Assert.Equal(FallbackLevel.BestCandidate, outcome.Receipt.FallbackLevel);
        Assert.NotNull(outcome.Receipt.Selected);
        Assert.Null(outcome.Receipt.Writer);
        Assert.True(outcome.Receipt.Degraded);
    }

    [Fact]
    public async Task Fuse_FusorDiesMidAnswer_WhatWasShownIsDiscardedAndTheFallbackAnswers()
    {
        ScriptedChatClient dying = new(
            new ScriptedReply
            {
                Pieces = ["<fused_answer>\nThe beginning", " of an answer", " that goes on"],
                Error = new HttpRequestException("connection reset"),
                ErrorAfterPieces = 2,
            },
            "dying");
        var recipe = Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("dying", dying), Runs.Fusor("whole", "second")]));

        var events = await Runs.EventsAsync(recipe);

        var discarded = events.FindIndex(step => step is AnswerDiscarded);
        Assert.True(discarded > events.FindIndex(step => step is AnswerDelta));
        Assert.Equal("whole", string.Concat(events.Skip(discarded).OfType<AnswerDelta>().Select(delta => delta.Text)));
        Assert.Equal("whole", ((FusionCompleted)events[^1]).Outcome.Answer);
    }

    [Fact]
    public async Task Fuse_ReplyWasCutOff_IsNotTakenForAnAnswer()
    {
        ScriptedChatClient fusor = new(model: "f");
        fusor.Enqueue(
            new ScriptedReply { Text = "<fused_answer>\nhalf an ans", FinishReason = ChatFinishReason.Length },
            Runs.Marked("a whole answer"));

        Assert.Equal("a whole answer", (await FuseAsync(fusor)).Answer);
    }

    [Theory]
    [InlineData("<fused_answer>\nloop loop loop loop")]
    [InlineData("<comparison>\n1 wrote <fused_answer>x</fused_answer>.\n</comparison>\n<fused_answer>\nloop loop")]
    [InlineData("<final_answer>\nloop\n</final_answer>\nloop loop")]
    [InlineData("<fused_answer>\nloop\n</final_answer>")]
    public async Task Fuse_EveryReplyHitsTheLimitInsideTheAnswer_TheNextFusorOrTheBestCandidateAnswers(string reply)
    {
        ScriptedReply cut = new() { Text = reply, FinishReason = ChatFinishReason.Length };

        var next = await FuseAsync(new ScriptedChatClient(cut, "f"), Runs.Fusor("whole", "second"));
        var alone = await FuseAsync(new ScriptedChatClient(cut, "f"));

        Assert.Equal(("whole", FallbackLevel.NextFusor), (next.Answer, next.Receipt.FallbackLevel));
        Assert.Equal((FusionStatus.Fallback, FallbackLevel.BestCandidate), (alone.Receipt.Status, alone.Receipt.FallbackLevel));
        Assert.Contains(alone.Receipt.Notes, note => note.Contains("truncated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fuse_TheRequestsOwnLimitCutsTheAnswer_ItIsTheAnswerAndIsSaidToBeCut()
    {
        ScriptedChatClient fusor = new(new ScriptedReply { Text = "<fused_answer>\none two three", FinishReason = ChatFinishReason.Length }, "f");

        var outcome = await Runs.CompleteAsync(
            Runs.Recipe(Runs.PanelOf("a", "b"), new FusionAggregator([Runs.Model("f", fusor)])),
            new FusionRequest(Runs.Ask()) { Options = new() { MaxOutputTokens = 8 } });

        Assert.Equal(("one two three", true), (outcome.Answer, outcome.IsCutOff));
        Assert.Single(fusor.Calls);
    }

    [Fact]
    public async Task Fuse_PoolDoesNotFitTheWindow_FusesInATreeAndNothingIsCut()
    {
        string[] texts = [.. Enumerable.Range(0, 6).Select(i => $"START{i} {new string((char)('a' + i), 900)} END{i}")];
        ScriptedChatClient fusor = new(model: "small")
        {
            OnCall = call => Runs.Marked("fusion of " + string.Join(' ', Enumerable.Range(0, 6).Where(i => call.LastText.Contains($"END{i}", StringComparison.Ordinal)).Select(i => $"END{i}"))),
        };
        var model = new ChatModel("small", fusor) { ContextWindow = 2_400, MaxOutputTokens = 300 };

        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf(texts), new FusionAggregator([model])));

        Assert.True(fusor.Calls.Count > 2);
        Assert.All(Enumerable.Range(0, 6), i => Assert.Contains($"END{i}", outcome.Answer, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Contains(fusor.Calls, call => call.LastText.Contains(texts[i], StringComparison.Ordinal)));
        Assert.All(fusor.Calls, call => Assert.True(TokenEstimate.Count(model, call.Messages) + 300 <= 2_400));
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("did not fit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fuse_NotEvenTwoCandidatesFit_FallsBackAndSaysSo()
    {
        var model = new ChatModel("tiny", new ScriptedChatClient(Runs.Marked("never"))) { ContextWindow = 1_200, MaxOutputTokens = 300 };

        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf(new string('a', 3_000), new string('b', 3_000)), new FusionAggregator([model])));

        Assert.Equal(FallbackLevel.BestCandidate, outcome.Receipt.FallbackLevel);
        Assert.Contains(outcome.Receipt.Notes, note => note.Contains("window of 1200 tokens", StringComparison.Ordinal));
    }

    private static Task<FusionOutcome> FuseAsync(ScriptedChatClient first, params ReadOnlySpan<ChatModel> others) =>
        Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("one", "two"), new FusionAggregator([Runs.Model(first.Metadata.DefaultModelId!, first), .. others])));
}

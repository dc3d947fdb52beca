using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class PanelSamplerTests
{
    [Fact]
    public async Task Run_MixedPanel_AsksEveryMemberItsSamplesWithTheWholeConversation()
    {
        ScriptedChatClient first = new("one", "a");
        ScriptedChatClient second = new("two", "b");
        IReadOnlyList<ChatMessage> conversation =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, [new TextContent("What is this?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.Assistant, "A picture."),
            new(ChatRole.User, "Of what?"),
        ];
        Panel panel = new(new PanelMember(Runs.Model("a", first), 3), new PanelMember(Runs.Model("b", second), 2));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel), new FusionRequest(conversation));

        Assert.Equal(["a", "a", "a", "b", "b"], outcome.Pool.Candidates.Select(candidate => candidate.Model));
        Assert.Equal(3, first.Calls.Count);
        Assert.Equal(2, second.Calls.Count);
        Assert.All(first.Calls.Concat(second.Calls), call =>
        {
            Assert.Equal(conversation, call.Messages);
            Assert.Equal("image/png", Assert.Single(call.Messages[1].Contents.OfType<DataContent>()).MediaType);
        });
        Assert.Equal(FusionStatus.Full, outcome.Receipt.Status);
        Assert.False(outcome.Receipt.Degraded);
    }

    [Fact]
    public async Task Run_AllSamples_AreInFlightAtOnce()
    {
        TaskCompletionSource gate = new();
        ScriptedChatClient client = new(new ScriptedReply { Text = "x", Gate = gate.Task });
        var run = Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(client, 6)));

        await client.Meter.WaitForOpenAsync(6, Runs.Cancellation);
        gate.SetResult();

        Assert.Equal(6, (await run).Receipt.Answered);
    }

    [Fact]
    public async Task Run_CapPerMemberAndInAll_AreNeverPassed()
    {
        ScriptedChatClient capped = new("x", "capped");
        ScriptedChatClient free = new("y", "free");
        Panel panel = new(
            new PanelMember(Runs.Model("capped", capped), 8) { MaxConcurrency = 2 },
            new PanelMember(Runs.Model("free", free), 8))
        { MaxConcurrency = 5 };

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel));

        Assert.Equal(16, outcome.Receipt.Answered);
        Assert.InRange(capped.Meter.MaxOpen, 1, 2);
        Assert.InRange(free.Meter.MaxOpen, 1, 5);
    }

    [Fact]
    public async Task Run_BadReplies_AreTypedCandidatesAndNeverDropped()
    {
        ScriptedChatClient client = new("good", "m");
        client.Enqueue(
            "",
            new ScriptedReply { Text = "cut o", FinishReason = ChatFinishReason.Length },
            new ScriptedReply { Text = "", FinishReason = ChatFinishReason.ContentFilter },
            ScriptedReply.Failing(new HttpRequestException("no route", null, System.Net.HttpStatusCode.BadGateway)),
            new ScriptedReply { Contents = [new ErrorContent("I will not.") { ErrorCode = "Refusal" }] },
            new ScriptedReply { Reasoning = "hmm" });

        var panel = new Panel(new PanelMember(Runs.Model("m", client), 8) { MaxConcurrency = 1 });
        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel));

        Assert.Equal(8, outcome.Pool.Candidates.Count);
        Assert.Equal(
            [CallState.Ok, CallState.Ok, CallState.Empty, CallState.Empty, CallState.Refused, CallState.Refused, CallState.Truncated, CallState.Failed],
            outcome.Pool.Candidates.Select(candidate => candidate.State).OrderBy(state => state switch
            {
                CallState.Ok => 0,
                CallState.Empty => 1,
                CallState.Refused => 2,
                CallState.Truncated => 3,
                _ => 4,
            }));
        Assert.Equal(502, outcome.Pool.Candidates.Single(candidate => candidate.State == CallState.Failed).Failure!.StatusCode);
        Assert.All(outcome.Pool.Candidates.Where(candidate => candidate.State != CallState.Ok), candidate => Assert.NotEmpty(candidate.Failure!.Reason));
        Assert.Equal(FusionStatus.Partial, outcome.Receipt.Status);
        Assert.True(outcome.Receipt.Degraded);
    }

    [Fact]
    public async Task Run_Reasoning_IsKeptApartAndNeverShownToTheFusor()
    {
        ScriptedChatClient tagged = new("<think>secret thoughts</think>\n\nParis.", "a");
        ScriptedChatClient typed = new(new ScriptedReply { Reasoning = "more secret thoughts", Text = "It is Paris." }, "b");
        ScriptedChatClient fusor = new(Runs.Marked("Paris"), "f");
        Panel panel = new(new PanelMember(Runs.Model("a", tagged)), new PanelMember(Runs.Model("b", typed)));

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel, new FusionAggregator([Runs.Model("f", fusor)])));

        Assert.Equal(["Paris.", "It is Paris."], outcome.Pool.Candidates.Select(candidate => candidate.Text));
        Assert.Equal(["secret thoughts", "more secret thoughts"], outcome.Pool.Candidates.Select(candidate => candidate.Reasoning));
        var shown = string.Concat(Assert.Single(fusor.Calls).Messages.Select(message => message.Text));
        Assert.Contains("It is Paris.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_IdenticalCandidates_AreCollapsedWithTheirMultiplicity()
    {
        ScriptedChatClient fusor = new(Runs.Marked("Paris"), "f");

        var outcome = await Runs.CompleteAsync(Runs.Recipe(
            Runs.PanelOf("Paris.", "Lyon.", "Paris.", "Paris."), new FusionAggregator([Runs.Model("f", fusor)])));

        Assert.Equal(4, outcome.Pool.Usable.Count);
        Assert.Equal([("Paris.", 3), ("Lyon.", 1)], outcome.Pool.Distinct.Select(candidate => (candidate.Text, candidate.Multiplicity)));
        var prompt = fusor.Calls[0].LastText;
        Assert.Equal(2, prompt.Split("Paris.").Length);
    }

    [Fact]
    public async Task Run_MoreSamplesOfTheSameMembers_DrawsTheEarlierOnesAgain()
    {
        Assert.Equal(["a 100", "b 101", "c 102"], await DrawsAsync(1, 1, 1));
        Assert.Equal(["a 100", "a 103", "b 101", "b 104", "c 102"], await DrawsAsync(2, 2, 1));
        Assert.Equal(["a 100", "a 103", "a 106", "b 101", "b 104", "b 107", "c 102", "c 105"], await DrawsAsync(3, 3, 2));

        static async Task<IEnumerable<string>> DrawsAsync(params int[] samples)
        {
            string[] names = ["a", "b", "c"];
            ScriptedChatClient client = new("x");
            PanelMember[] members = [.. names.Select((name, place) => new PanelMember(Runs.Model(name, client), samples[place]))];
            var outcome = await Runs.CompleteAsync(Runs.Recipe(new Panel(members)) with { Seed = 100 });
            return outcome.Pool.Candidates.Select(candidate => $"{candidate.Model} {candidate.Seed}");
        }
    }

    [Fact]
    public async Task Run_SeededRecipe_GivesEverySampleItsOwnSeedAndCacheKey()
    {
        ScriptedChatClient client = new("x");

        await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(client, 4)) with { Seed = 100 });

        var panel = client.Calls.Select(call => call.Options!).ToList();
        Assert.Equal([100L, 101L, 102L, 103L], panel.Select(options => options.Seed!.Value).Order());
        Assert.Equal([0, 1, 2, 3], panel.Select(options => (int)options.AdditionalProperties![FusionProperties.Candidate]!).Order());
    }

    [Fact]
    public async Task Run_FailedSlot_IsRefilledFromASpareAndTheFailureStaysOnTheReceipt()
    {
        ScriptedChatClient broken = new(ScriptedReply.Failing(new InvalidOperationException("down")), "broken");
        ScriptedChatClient spare = new("from the spare", "spare");
        Panel panel = new(new PanelMember(Runs.Model("broken", broken), 2), new PanelMember(Runs.Model("ok", new ScriptedChatClient("fine", "ok"))))
        {
            Spares = [new PanelMember(Runs.Model("spare", spare), 1)],
        };

        var outcome = await Runs.CompleteAsync(Runs.Recipe(panel));

        Assert.Equal(3, outcome.Pool.Candidates.Count);
        Assert.Equal(2, outcome.Receipt.Answered);
        Assert.Single(outcome.Pool.Candidates, candidate => candidate.Model == "spare");
        Assert.Equal(2, outcome.Receipt.Calls.Count(call => call.RequestedModel == "broken" && call.State == CallState.Failed));
        Assert.Single(spare.Calls);
    }
}

using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

public sealed class ReceiptTests
{
    [Fact]
    public async Task Receipt_Json_RoundTripsAndReadsWell()
    {
        var receipt = (await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("Ça va?", "北京", "Ça va?")) with { Record = true })).Receipt;

        var json = ReceiptJson.Write(receipt, indented: true);
        var read = ReceiptJson.Read(json);

        Assert.Equal(ReceiptJson.Write(receipt), ReceiptJson.Write(read));
        Assert.Contains("\"status\": \"full\"", json, StringComparison.Ordinal);
        Assert.Contains("\"requested_model\": \"m0\"", json, StringComparison.Ordinal);
        Assert.Contains("北京", json, StringComparison.Ordinal);
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipt_WithoutRecord_HoldsNoTexts()
    {
        var outcome = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("very secret answer", "another")), new FusionRequest(Runs.Ask("very secret prompt")));

        var json = ReceiptJson.Write(outcome.Receipt);
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", outcome.Receipt.PromptHash);
        Assert.Throws<InvalidOperationException>(() => outcome.Receipt.ToReplay());
    }

    [Fact]
    public async Task Replay_RecordedRun_SendsTheSameCandidatesThroughAnotherAggregator()
    {
        var first = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("It is 4.", "It is 5.", "So, 4")) with { Record = true });
        var receipt = ReceiptJson.Read(ReceiptJson.Write(first.Receipt));

        var replayed = await Runs.CompleteAsync(receipt.ReplayRecipe(Aggregators.Create("majority-vote", new AggregatorParts())), receipt.ToReplay());

        Assert.Equal("It is 4.", replayed.Answer);
        Assert.Equal(0, replayed.Receipt.Usage.Calls);
        Assert.Equal(first.Receipt.PromptHash, replayed.Receipt.PromptHash);
    }

    [Fact]
    public async Task Replay_WithAFusor_ShowsTheCandidatesInTheSameOrder()
    {
        var first = await Runs.CompleteAsync(Runs.Recipe(Runs.PanelOf("a", "b", "c", "d", "e")) with { Record = true });

        var replayed = await Runs.CompleteAsync(first.Receipt.ReplayRecipe(new FusionAggregator([Runs.Fusor("again")])), first.Receipt.ToReplay());

        Assert.Equal("again", replayed.Answer);
        Assert.Equal(first.Receipt.Order, replayed.Receipt.Order);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":1,\n\"run_id\":7}")]
    [InlineData("not json")]
    [InlineData("null")]
    public void Read_NotAReceipt_SaysSo(string json) =>
        Assert.Contains("receipt", Assert.Throws<FormatException>(() => ReceiptJson.Read(json)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task Receipt_EveryCall_IsThereWithItsTimesAndState()
    {
        ScriptedChatClient member = new(new ScriptedReply
        {
            Text = "x",
            ModelId = "served-2026",
            Usage = new UsageDetails { InputTokenCount = 7, OutputTokenCount = 2, CachedInputTokenCount = 3, ReasoningTokenCount = 1 },
            AdditionalProperties = new() { [FusionProperties.CostUsd] = 0.25m },
        }, "asked");

        var receipt = (await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(member, 2, "asked")) with { Seed = 5 })).Receipt;

        Assert.Equal([CallRole.Panel, CallRole.Panel, CallRole.Fusor], receipt.Calls.Select(call => call.Role));
        var call = receipt.Calls[0];
        Assert.Equal(("asked", "served-2026", CallState.Ok, "stop"), (call.RequestedModel, call.ServedModel, call.State, call.FinishReason));
        Assert.Equal((7L, 2L, 3L, 1L), (call.InputTokens, call.OutputTokens, call.CachedTokens, call.ReasoningTokens));
        Assert.Equal((0.25m, CostSource.Provider, 5L), (call.CostUsd, call.CostSource, call.Seed));
        Assert.True(call.LatencyMs >= call.FirstTokenMs && call.StartMs >= 0);
        Assert.Null(receipt.Calls[2].CostUsd);
        Assert.Equal((0.5m, 2.0 / 3), (receipt.Usage.CostUsd, receipt.Usage.CostCoverage));
    }
}

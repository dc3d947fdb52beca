using CsCheck;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Tests.Runs;

namespace FusionOfN.Tests;

public sealed class ReportedUsageTests
{
    private static readonly Gen<long?> Counts = Gen.OneOf(
        Gen.Const((long?)null), Gen.Long.Select(count => (long?)count), Gen.Long[-3, 300].Select(count => (long?)count), Gen.Const((long?)long.MaxValue));

    [Fact]
    public void Clean_AnyCounts_AreWithinReasonAndStayAsTheyAre() =>
        Gen.Select(Counts, Counts, Counts, Counts, Counts).Sample((input, output, total, cached, reasoning) =>
        {
            var once = ReportedUsage.Clean(Usage(input, output, total, cached, reasoning));
            var twice = ReportedUsage.Clean(once);

            Assert.Equal(Values(once), Values(twice));
            if (once is null)
                return;
            Assert.All(Values(once), count => Assert.True(count is null or (>= 0 and <= 2 * ReportedUsage.MaxTokens)));
            Assert.True(once.CachedInputTokenCount is null || !(once.CachedInputTokenCount > once.InputTokenCount));
            Assert.True(once.ReasoningTokenCount is null || !(once.ReasoningTokenCount > once.OutputTokenCount));
        });

    [Fact]
    public async Task Run_WithImpossibleCountsAndAPrice_GoesOn()
    {
        ScriptedChatClient bad = new(new ScriptedReply { Text = "good answer", Usage = Usage(-1, -5, -6, long.MinValue, long.MaxValue) });
        Panel panel = new([new PanelMember(Model("bad", bad)) { Samples = 2 }, new PanelMember(Model("fine", new ScriptedChatClient("good answer")))]);
        var recipe = Recipe(panel) with { Prices = new PriceList([new("bad", new Price(1_000_000, 1_000_000))]) };

        var outcome = await CompleteAsync(recipe);

        Assert.Equal((FusionStatus.Full, "fused"), (outcome.Receipt.Status, outcome.Answer));
        Assert.All(outcome.Receipt.Calls, call => Assert.Null(call.InputTokens));
        Assert.Equal((null, null), (outcome.Receipt.Usage.InputTokens, outcome.Receipt.Usage.TotalTokens));
        Assert.Null(outcome.Receipt.Usage.CostUsd);
    }

    [Fact]
    public async Task Run_WithAnImpossibleCost_DoesNotKnowIt()
    {
        ScriptedChatClient client = new(new ScriptedReply { Text = "x", AdditionalProperties = new() { [FusionProperties.CostUsd] = decimal.MaxValue } });

        var outcome = await CompleteAsync(Recipe(Panel.OfOne(client, 3), new FirstAggregator()));

        Assert.Equal((FusionStatus.Full, (decimal?)null), (outcome.Receipt.Status, outcome.Receipt.Usage.CostUsd));
    }

    [Fact]
    public async Task Run_WithATokenCounterThatThrows_FailsThatCallOnly()
    {
        var broken = Model("broken", new ScriptedChatClient("never")) with { CountTokens = _ => throw new InvalidOperationException("no vocabulary") };
        Panel panel = new([new PanelMember(broken), new PanelMember(Model("a", new ScriptedChatClient("x"))), new PanelMember(Model("b", new ScriptedChatClient("x")))]);

        var outcome = await CompleteAsync(Recipe(panel));

        Assert.Equal(FusionStatus.Partial, outcome.Receipt.Status);
        Assert.Contains("no vocabulary", outcome.Receipt.Calls[0].Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAContentThatCannotBeWritten_HasAHashAllTheSame()
    {
        IReadOnlyList<ChatMessage> messages = [new(ChatRole.User, [new TextContent("hi"), new OwnContent()])];

        var first = await CompleteAsync(Recipe(PanelOf("a", "b")), new FusionRequest(messages));
        var second = await CompleteAsync(Recipe(PanelOf("a", "b")), new FusionRequest([new(ChatRole.User, [new TextContent("ho"), new OwnContent()])]));

        Assert.Equal((FusionStatus.Full, 64), (first.Receipt.Status, first.Receipt.PromptHash.Length));
        Assert.NotEqual(first.Receipt.PromptHash, second.Receipt.PromptHash);
    }

    private static UsageDetails Usage(long? input, long? output, long? total, long? cached, long? reasoning) => new()
    {
        InputTokenCount = input,
        OutputTokenCount = output,
        TotalTokenCount = total,
        CachedInputTokenCount = cached,
        ReasoningTokenCount = reasoning,
    };

    private static long?[] Values(UsageDetails? usage) =>
        [usage?.InputTokenCount, usage?.OutputTokenCount, usage?.TotalTokenCount, usage?.CachedInputTokenCount, usage?.ReasoningTokenCount];

    private sealed class OwnContent : AIContent;
}

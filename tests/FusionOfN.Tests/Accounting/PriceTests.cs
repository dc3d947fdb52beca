using Microsoft.Extensions.AI;

namespace FusionOfN.Tests.Accounting;

public sealed class PriceTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Price Tiered = new(3m, 15m) { CachedInput = 0.3m, Reasoning = 10m };
    private static readonly PriceList List = new([new("m", Tiered)]);

    [Fact]
    public void Cost_Tiers_AreCountedOnceEach() =>
        Assert.Equal((0.6m * 3m) + (0.4m * 0.3m) + (0.15m * 15m) + (0.05m * 10m), Tiered.Cost(1_000_000, 200_000, 400_000, 50_000));

    [Fact]
    public void Cost_WithoutTierPrices_ChargesTheOrdinaryPrice() => Assert.Equal(0.000018m, new Price(3m, 15m).Cost(1, 1, 1, 1));

    [Fact]
    public void Cost_PartsLargerThanTheWhole_ChargesTheWhole() => Assert.Equal(0.000003m, new Price(3m, 15m) { CachedInput = 3m }.Cost(1, 0, 5, 5));

    [Fact]
    public void Cost_WorstCase_TakesTheDearestTier() =>
        Assert.Equal(4m + 20m, new Price(3m, 15m) { CachedInput = 4m, Reasoning = 20m }.Cost(1_000_000, 1_000_000));

    [Fact]
    public void CostOf_Sources_AreTriedInOrder()
    {
        UsageDetails usage = new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 };
        Assert.Equal(new(0.5m, CostSource.Provider), List.CostOf("m", Now, usage, 0.5m));
        Assert.Equal(new(3m, CostSource.PriceList), List.CostOf("m", Now, usage, null));
        Assert.Equal(new(null, CostSource.Unknown), List.CostOf("other", Now, usage, null));
    }

    [Fact]
    public void CostOf_MissingCounts_IsUnknown()
    {
        Assert.Null(List.CostOf("m", Now, null, null).AmountUsd);
        Assert.Null(List.CostOf("m", Now, new() { InputTokenCount = 5 }, null).AmountUsd);
        Assert.Null(List.CostOf("m", Now, new() { TotalTokenCount = 5 }, null).AmountUsd);
    }

    [Fact]
    public void Find_DatedPrices_GivesTheOneThatHolds()
    {
        PriceList list = new(
        [
            new("m", new(2m, 4m) { EffectiveFrom = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) }),
            new("m", new(1m, 2m) { EffectiveFrom = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            new("always", new(5m, 6m)),
        ]);

        Assert.Null(list.Find("m", new(2025, 12, 31, 23, 0, 0, TimeSpan.Zero)));
        Assert.Equal(1m, list.Find("m", new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero))!.Input);
        Assert.Equal(2m, list.Find("m", new(2026, 2, 28, 23, 0, 0, TimeSpan.FromHours(-2)))!.Input);
        Assert.Equal(5m, list.Find("always", DateTimeOffset.UnixEpoch)!.Input);
    }

    [Fact]
    public void Find_UnknownModel_IsUnknownNotZero()
    {
        Assert.Null(PriceList.Empty.Find("m", Now));
        Assert.Null(List.Find("m-2026", Now));
    }

    [Fact]
    public void PriceList_BadEntries_SayWhichModel()
    {
        Assert.Contains("'m' has two prices", Assert.Throws<ArgumentException>(() => new PriceList([new("m", new(1m, 1m)), new("m", new(2m, 1m))])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ModelThatIsFree_FitsALimitOnCostAndCostsNothingWithoutAnyUsage()
    {
        ChatModel free = new("local", new FusionOfN.Testing.ScriptedChatClient(new FusionOfN.Testing.ScriptedReply { Text = "yes", Usage = null })) { Price = Price.Free };
        ChatModel unknown = new("remote", new FusionOfN.Testing.ScriptedChatClient("no"));
        var recipe = Runs.Recipe(new Panel(new PanelMember(free), new PanelMember(unknown)), new FirstAggregator()) with { Budget = new BudgetLimits { MaxCostUsd = 0.01m } };

        var outcome = await Runs.CompleteAsync(recipe);

        Assert.Equal("yes", outcome.Answer);
        Assert.Equal([CallState.Ok, CallState.OverBudget], outcome.Pool.Candidates.Select(candidate => candidate.State));
        Assert.Equal(0m, outcome.Receipt.Calls[0].CostUsd);
    }

    [Fact]
    public void Price_BelowZero_IsRefusedWithTheMend()
    {
        Assert.Contains("0 US dollars or more", Assert.Throws<ArgumentOutOfRangeException>(() => new Price(-1, 2)).Message, StringComparison.Ordinal);
        Assert.Equal("Output", Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, -0.01m)).ParamName);
        Assert.Equal("CachedInput", Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, 2) { CachedInput = -1 }).ParamName);
        Assert.Equal("Reasoning", Assert.Throws<ArgumentOutOfRangeException>(() => new Price(1, 2) with { Reasoning = -1 }).ParamName);
        Assert.Equal(0, new Price(0, 0).Cost(1_000, 1_000));
    }
}

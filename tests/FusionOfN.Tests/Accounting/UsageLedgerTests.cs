namespace FusionOfN.Tests.Accounting;

public sealed class UsageLedgerTests
{
    [Fact]
    public void Totals_Calls_SumTokensOfAllAndCostOfTheKnown()
    {
        UsageLedger ledger = new();
        ledger.Add(new() { InputTokenCount = 10, OutputTokenCount = 5, CachedInputTokenCount = 4 }, new(0.25m, CostSource.Provider));
        ledger.Add(new() { InputTokenCount = 20, OutputTokenCount = 1, ReasoningTokenCount = 1 }, new(0.5m, CostSource.PriceList));
        ledger.Add(new() { InputTokenCount = 1, OutputTokenCount = 1 }, default);
        ledger.Add(null, default);

        Assert.Equal(new UsageTotals(4, 31, 7, 4, 1, 0.75m, 0.5), ledger.Totals);
    }

    [Fact]
    public void Totals_NothingKnown_HaveNoCost()
    {
        UsageLedger ledger = new();
        ledger.Add(null, default);
        Assert.Null(ledger.Totals.CostUsd);
        Assert.Equal(0, ledger.Totals.CostCoverage);
    }

    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        UsageLedger ledger = new();
        Parallel.For(0, 1000, _ => ledger.Add(new() { InputTokenCount = 1 }, new(0.001m, CostSource.PriceList)));
        Assert.Equal((1000, 1000L, 1m, 1.0), (ledger.Totals.Calls, ledger.Totals.InputTokens, ledger.Totals.CostUsd, ledger.Totals.CostCoverage));
    }
}

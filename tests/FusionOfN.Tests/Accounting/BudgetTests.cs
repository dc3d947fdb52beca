using CsCheck;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Tests.Accounting;

public sealed class BudgetTests
{
    [Fact]
    public void TryReserve_CostLimit_CountsTheWorstCase()
    {
        Budget budget = new(new() { MaxCostUsd = 10m });
        Assert.True(budget.TryReserve(Dollars(3, 4), out var first, out _));
        Assert.False(budget.TryReserve(Dollars(2, 2), out _, out var refusal));
        Assert.Contains("$7 of $10 are spent or reserved and this call may cost $4", refusal.Reason, StringComparison.Ordinal);

        first.Settle(Used(3, 1), 4m);
        Assert.Equal(4m, budget.CommittedUsd);
        Assert.True(budget.TryReserve(Dollars(2, 4), out _, out _));
        Assert.Equal(10m, budget.CommittedUsd);
    }

    [Fact]
    public void TryReserve_UnknownPriceUnderACostLimit_IsRefusedUnlessOneIsAssumed()
    {
        CallEstimate unknown = new(1, 1, null);
        Assert.False(new Budget(new() { MaxCostUsd = 1m }).TryReserve(unknown, out _, out var refusal));
        Assert.Contains("price is not known", refusal.Reason, StringComparison.Ordinal);

        Budget assuming = new(new() { MaxCostUsd = 3m, AssumedPrice = new(1_000_000m, 1_000_000m) });
        Assert.True(assuming.TryReserve(unknown, out var reservation, out _));
        Assert.Equal(2m, assuming.CommittedUsd);
        Assert.False(assuming.TryReserve(unknown, out _, out _));
        reservation.Settle(Used(1, 0), null);
        Assert.Equal(1m, assuming.CommittedUsd);

        Assert.True(new Budget(new() { MaxCalls = 1 }).TryReserve(unknown, out _, out _));
    }

    [Fact]
    public void TryReserve_CallLimit_CountsSentCallsOnly()
    {
        Budget budget = new(new() { MaxCalls = 1 });
        Assert.True(budget.TryReserve(Dollars(1, 1), out var never, out _));
        never.Release();
        Assert.True(budget.TryReserve(Dollars(1, 1), out var sent, out _));
        sent.Settle(null, null);
        Assert.False(budget.TryReserve(Dollars(1, 1), out _, out var refusal));
        Assert.Contains("limit of 1 calls", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryReserve_TokenLimit_CountsInputAndOutput()
    {
        Budget budget = new(new() { MaxTokens = 100 });
        Assert.True(budget.TryReserve(new(40, 50, null), out _, out _));
        Assert.False(budget.TryReserve(new(10, 1, null), out _, out var refusal));
        Assert.Contains("90 of 100 tokens", refusal.Reason, StringComparison.Ordinal);
        Assert.True(budget.TryReserve(new(9, 1, null), out _, out _));
    }

    [Fact]
    public void TryReserve_AfterTheWallTime_IsRefused()
    {
        FakeTimeProvider time = new();
        Budget budget = new(new() { MaxWallTime = TimeSpan.FromSeconds(10) }, time);
        Assert.True(budget.TryReserve(Dollars(1, 1), out _, out _));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(budget.TryReserve(Dollars(1, 1), out _, out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(budget.TryReserve(Dollars(1, 1), out _, out var refusal));
        Assert.Contains("10 s", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Settle_MissingUsage_CountsTheWorstCase()
    {
        foreach (var usage in (UsageDetails?[])[null, new(), new() { InputTokenCount = 1 }])
        {
            Budget budget = new(new() { MaxCostUsd = 10m });
            Assert.True(budget.TryReserve(Dollars(3, 4), out var reservation, out _));
            reservation.Settle(usage, null);
            Assert.Equal((7m, 1, 7L), (budget.CommittedUsd, budget.CommittedCalls, budget.CommittedTokens));
        }
    }

    [Fact]
    public void Settle_TotalOnly_CountsItsTokensAndTheWorstCost()
    {
        Budget budget = new(new() { MaxCostUsd = 10m });
        Assert.True(budget.TryReserve(Dollars(3, 4), out var reservation, out _));
        reservation.Settle(new() { TotalTokenCount = 5 }, null);
        Assert.Equal((7m, 5L), (budget.CommittedUsd, budget.CommittedTokens));
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        Budget budget = new(new());
        Assert.True(budget.TryReserve(Dollars(3, 4), out var reservation, out _));
        reservation.Settle(Used(1, 1), 0.5m);
        reservation.Settle(null, 9m);
        reservation.Release();
        Assert.Equal((0.5m, 1, 2L), (budget.CommittedUsd, budget.CommittedCalls, budget.CommittedTokens));
    }

    [Fact]
    public void Book_SpentElsewhere_CountsAgainstTheLimitsEvenBeyondThem()
    {
        Budget budget = new(new() { MaxCostUsd = 10m, MaxTokens = 10 });
        Assert.True(budget.TryReserve(Dollars(2, 2), out var reservation, out _));
        budget.Book(5, 5m);
        Assert.Equal((5m, 5L, 9m, 9L, 1), (budget.SpentUsd, budget.SpentTokens, budget.CommittedUsd, budget.CommittedTokens, budget.CommittedCalls));
        Assert.False(budget.TryReserve(Dollars(1, 1), out _, out _));

        reservation.Settle(Used(2, 1), 3m);
        budget.Book(4, 4m);
        Assert.Equal((12m, 12L), (budget.SpentUsd, budget.SpentTokens));
        Assert.False(budget.TryReserve(Dollars(0, 1), out _, out _));
        budget.Book(-4, -4m);
        Assert.True(budget.TryReserve(Dollars(1, 1), out _, out _));
    }

    [Fact]
    public void Constructor_NegativeLimit_Throws() => Assert.Throws<ArgumentException>(() => new Budget(new() { MaxCalls = -1 }));

    [Fact]
    public async Task TryReserve_TwoHundredConcurrentRequests_NeverOvershoots()
    {
        const int Requests = 200;
        Budget budget = new(new() { MaxCostUsd = 500m, MaxTokens = 450, MaxCalls = 150 });
        using Barrier barrier = new(Requests);
        var (spent, calls, refused) = (0L, 0, 0);

        var requests = Enumerable.Range(0, Requests).Select(seed => Task.Factory.StartNew(
            () =>
            {
                Random random = new(seed);
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                for (var attempt = 0; attempt < 5; attempt++)
                {
                    var estimate = Dollars(random.Next(1, 4), random.Next(1, 8));
                    if (!budget.TryReserve(estimate, out var reservation, out _))
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }

                    AssertWithin(budget);
                    Thread.Yield();
                    if (random.Next(5) == 0)
                    {
                        reservation.Release();
                        continue;
                    }

                    var output = random.Next((int)estimate.OutputTokens + 1);
                    Interlocked.Add(ref spent, estimate.InputTokens + output);
                    Interlocked.Increment(ref calls);
                    reservation.Settle(Used(estimate.InputTokens, output), estimate.InputTokens + output);
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(requests);

        // The books are right to the token, and the limit was met: more was asked for than there was.
        Assert.Equal((spent, spent, calls), ((long)budget.CommittedUsd, budget.CommittedTokens, budget.CommittedCalls));
        Assert.Equal((spent, spent), ((long)budget.SpentUsd, budget.SpentTokens));
        Assert.True(refused > 0);
        Assert.InRange(budget.CommittedTokens, 1, 450);
    }

    [Fact]
    public void TryReserve_AnySequence_StaysWithinTheLimitsAndBalances()
    {
        var step = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 3]);
        Gen.Select(step.Array[1, 60], Gen.Int[10, 200], Gen.Int[1, 20]).Sample((steps, dollars, calls) =>
        {
            Budget budget = new(new() { MaxCostUsd = dollars, MaxCalls = calls });
            Queue<(BudgetReservation Reservation, int Input, int Output)> open = new();
            foreach (var (input, output, action) in steps)
            {
                if (budget.TryReserve(Dollars(input, output), out var reservation, out _))
                    open.Enqueue((reservation, input, output));
                AssertWithin(budget);
                if (action == 0 && open.TryDequeue(out var released))
                    released.Reservation.Release();
                else if (action == 1 && open.TryDequeue(out var settled))
                    settled.Reservation.Settle(Used(settled.Input, settled.Output / 2), settled.Input + (settled.Output / 2));
                AssertWithin(budget);
            }

            var before = budget.CommittedUsd;
            var reserved = open.Sum(item => item.Input + item.Output);
            Assert.Equal((before - reserved, (long)(before - reserved)), (budget.SpentUsd, budget.SpentTokens));
            while (open.TryDequeue(out var last))
                last.Reservation.Release();
            Assert.Equal(before - reserved, budget.CommittedUsd);
        });
    }

    // One dollar a token.
    private static CallEstimate Dollars(int input, int output) => new(input, output, input + output);

    private static UsageDetails Used(long input, long output) => new() { InputTokenCount = input, OutputTokenCount = output };

    private static void AssertWithin(Budget budget)
    {
        Assert.True(budget.CommittedUsd <= (budget.Limits.MaxCostUsd ?? decimal.MaxValue), "cost");
        Assert.True(budget.CommittedTokens <= (budget.Limits.MaxTokens ?? long.MaxValue), "tokens");
        Assert.True(budget.CommittedCalls <= (budget.Limits.MaxCalls ?? int.MaxValue), "calls");
    }
}

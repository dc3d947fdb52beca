using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway.Tests;

public sealed class DailyLimitTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly TestClock _clock = new();
    private GatewayStore _store = null!;
    private KeyGuard _guard = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync();
        _guard = new KeyGuard(_store, new GatewayConfiguration(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RequireBudgetsAsync_HundredAtOnceWithALimitOfTen_LetsExactlyTenIn()
    {
        ApiKey key = await AddAsync(new() { Requests = 10 });

        KeyTicket?[] tickets = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            try
            {
                KeyTicket ticket = await _guard.RequireBudgetsAsync(key, null, Cancel);
                ticket.Settle();
                return ticket;
            }
            catch (GatewayException exception) when (exception.Status == 429)
            {
                return null;
            }
        })));

        Assert.Equal(10, tickets.Count(ticket => ticket is not null));
    }

    [Fact]
    public async Task RequireBudgetsAsync_LimitReached_Says429UntilMidnightAndLetsInAgainThen()
    {
        ApiKey key = await AddAsync(new() { Requests = 1 });
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();

        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
        Assert.Equal((429, "daily_limit_reached", 12 * 3600), (exception.Status, exception.Code, exception.RetryAfterSeconds));
        Assert.Contains("'me' has taken the 1 requests", exception.Message, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel))).RetryAfterSeconds);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();
    }

    [Fact]
    public async Task RequireBudgetsAsync_TicketDisposedUnsettled_IsGivenBack()
    {
        ApiKey key = await AddAsync(new() { Requests = 1 });
        using (await _guard.RequireBudgetsAsync(key, null, Cancel))
            await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
        using (KeyTicket second = await _guard.RequireBudgetsAsync(key, null, Cancel))
            second.Settle();

        await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
    }

    [Fact]
    public async Task RequireBudgetsAsync_AfterARestart_KnowsWhatTheDayHasTaken()
    {
        ApiKey key = await AddAsync(new() { Requests = 3, Tokens = 5000, CostUsd = 1m });
        _store.AddRun(Runs.One("run_1", _clock.GetUtcNow()) with { KeyId = key.Id });
        _store.AddRun(Runs.One("run_2", _clock.GetUtcNow()) with { KeyId = key.Id });
        _store.AddRun(Runs.One("run_yesterday", _clock.GetUtcNow().AddDays(-1)) with { KeyId = key.Id });
        await _store.DisposeAsync();
        _store = await OpenAsync();
        _guard = new KeyGuard(_store, new GatewayConfiguration(), _clock);

        KeyTicket ticket = await _guard.RequireBudgetsAsync(key, null, Cancel);
        ticket.Settle();
        Assert.Equal((2000L, 0.0246m), (ticket.Budgets[0].SpentTokens, ticket.Budgets[0].SpentUsd));
        await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
    }

    [Fact]
    public async Task RequireBudgetsAsync_RunsOfThisAndAnotherGateway_AreCountedOnceEach()
    {
        ApiKey key = await AddAsync(new() { Requests = 5, Tokens = 1_000_000 });
        await using GatewayStore other = await OpenAsync();
        KeyTicket first = await _guard.RequireBudgetsAsync(key, null, Cancel);
        first.Settle();
        _store.AddRun(Runs.One("run_own", _clock.GetUtcNow()) with { KeyId = key.Id });
        Spend(first.Budgets[0], 900, 100);
        other.AddRun(Runs.One("run_other", _clock.GetUtcNow()) with { KeyId = key.Id, InputTokens = 7, OutputTokens = 0 });
        await Task.WhenAll(_store.FlushAsync(Cancel), other.FlushAsync(Cancel));

        // Read again behind the next request; the one after that sees it.
        _clock.Advance(SharedSpend.ReadEvery);
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();
        while (first.Budgets[0].SpentTokens == 1000)
            await Task.Delay(5, Cancel);
        Assert.Equal(1007, first.Budgets[0].SpentTokens);
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();
        await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
    }

    [Fact]
    public async Task Budget_SharedByTheRunsOfAKey_RefusesTheCallThatWouldPassTheDay()
    {
        ApiKey key = await AddAsync(new() { Tokens = 1000, CostUsd = 0.01m });
        KeyTicket one = await _guard.RequireBudgetsAsync(key, null, Cancel);
        KeyTicket two = await _guard.RequireBudgetsAsync(key, null, Cancel);
        one.Settle();
        two.Settle();

        Assert.True(one.Budgets[0].TryReserve(new CallEstimate(500, 200, 0.001m), out BudgetReservation? reservation, out _));
        Assert.False(two.Budgets[0].TryReserve(new CallEstimate(500, 200, 0.001m), out _, out _));

        // What is only reserved does not close the day.
        (await _guard.RequireBudgetsAsync(key, null, Cancel)).Settle();
        reservation.Settle(new UsageDetails { InputTokenCount = 500, OutputTokenCount = 100 }, 0.01m);
        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await _guard.RequireBudgetsAsync(key, null, Cancel));
        Assert.Contains("$0.01", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireBudgetsAsync_WithoutKeyOrLimits_CountsNothing()
    {
        ApiKey key = await AddAsync(new());

        Assert.Empty((await _guard.RequireBudgetsAsync(null, null, Cancel)).Budgets);
        Assert.Empty((await _guard.RequireBudgetsAsync(key, null, Cancel)).Budgets);
    }

    private static void Spend(Budget budget, long input, long output)
    {
        Assert.True(budget.TryReserve(new CallEstimate(input, output, 0), out BudgetReservation? reservation, out _));
        reservation.Settle(new UsageDetails { InputTokenCount = input, OutputTokenCount = output }, 0);
    }

    private async Task<ApiKey> AddAsync(SpendLimits limits) => (await _store.Keys.MakeAsync(new NewKey("me") { Limits = limits }, Cancel)).Key;

    private Task<GatewayStore> OpenAsync() => GatewayStore.OpenAsync(_folder.Address, new() { Time = _clock }, Cancel);
}

using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway.Tests;

public sealed class SessionLimitTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly TestClock _clock = new();
    private GatewayStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RequireBudgetsAsync_HundredAtOnceInOneSession_LetsExactlyTheLimitIn()
    {
        KeyGuard guard = Guard(new());
        ApiKey key = await AddAsync(new() { Requests = 10 });

        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => IsTakenAsync(guard, key, "chat"))));

        Assert.Equal(10, taken.Count(was => was));
    }

    [Fact]
    public async Task RequireBudgetsAsync_LimitReached_Says429WithTheFieldAndTheMend()
    {
        KeyGuard guard = Guard(new() { MaxRequestsPerSession = 1 });
        ApiKey key = await AddAsync(new() { Requests = 5 });
        Assert.True(await IsTakenAsync(guard, key, "chat"));

        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await guard.RequireBudgetsAsync(key, "chat", Cancel));

        Assert.Equal((429, "session_limit_reached", "fusion.session_id", null), (exception.Status, exception.Code, exception.Param, exception.RetryAfterSeconds));
        Assert.Equal(
            "fusion.session_id: this session has taken the 1 requests that one may take by the limits of the API key 'me' and of 'gateway' in fusion.yaml. "
            + "Begin another session, or have them raised.",
            exception.Message);
    }

    [Fact]
    public async Task RequireBudgetsAsync_OtherSessionsKeysOrNone_AreApart()
    {
        KeyGuard guard = Guard(new() { MaxRequestsPerSession = 1 });
        ApiKey one = await AddAsync(new(), "one");
        ApiKey two = await AddAsync(new(), "two");

        Assert.True(await IsTakenAsync(guard, one, "chat"));
        Assert.False(await IsTakenAsync(guard, one, "chat"));
        Assert.True(await IsTakenAsync(guard, one, "Chat"));
        Assert.True(await IsTakenAsync(guard, two, "chat"));
        Assert.True(await IsTakenAsync(guard, null, "chat"));
        Assert.False(await IsTakenAsync(guard, null, "chat"));
        Assert.True(await IsTakenAsync(guard, one, null));
        Assert.True(await IsTakenAsync(guard, one, null));
    }

    [Theory]
    [InlineData(3, 2, 2)]
    [InlineData(2, 3, 2)]
    [InlineData(null, 2, 2)]
    [InlineData(2, null, 2)]
    public async Task RequireBudgetsAsync_LimitsOfKeyAndGateway_TheLowerHolds(int? ofKey, int? ofGateway, int expected)
    {
        KeyGuard guard = Guard(new() { MaxRequestsPerSession = ofGateway });
        ApiKey key = await AddAsync(new() { Requests = ofKey });

        int taken = 0;
        while (await IsTakenAsync(guard, key, "chat"))
            taken++;

        Assert.Equal(expected, taken);
    }

    [Fact]
    public async Task RequireBudgetsAsync_SessionIsOver_TheDayIsNotCharged()
    {
        KeyGuard guard = Guard(new());
        ApiKey key = (await _store.Keys.MakeAsync(new NewKey("me") { Limits = new() { Requests = 2 }, SessionLimits = new() { Requests = 1 } }, Cancel)).Key;

        Assert.True(await IsTakenAsync(guard, key, "chat"));
        Assert.False(await IsTakenAsync(guard, key, "chat"));
        Assert.True(await IsTakenAsync(guard, key, "next"));
        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await guard.RequireBudgetsAsync(key, "third", Cancel));

        Assert.Equal("daily_limit_reached", exception.Code);
    }

    [Fact]
    public async Task RequireBudgetsAsync_TicketDisposedUnsettled_IsGivenBack()
    {
        KeyGuard guard = Guard(new() { MaxRequestsPerSession = 1 });

        (await guard.RequireBudgetsAsync(null, "chat", Cancel)).Dispose();

        Assert.True(await IsTakenAsync(guard, null, "chat"));
        Assert.False(await IsTakenAsync(guard, null, "chat"));
    }

    [Fact]
    public async Task RequireBudgetsAsync_AfterARestartDaysLater_KnowsWhatTheSessionHasTaken()
    {
        ApiKey key = await AddAsync(new() { Requests = 3, Tokens = 5000, CostUsd = 1m });
        _store.AddRun(Runs.One("run_1", _clock.GetUtcNow()) with { KeyId = key.Id });
        _store.AddRun(Runs.One("run_2", _clock.GetUtcNow()) with { KeyId = key.Id });
        _store.AddRun(Runs.One("run_elsewhere", _clock.GetUtcNow()) with { KeyId = key.Id, SessionId = "other" });
        await _store.DisposeAsync();
        _clock.Advance(TimeSpan.FromDays(3));
        _store = await OpenAsync();
        KeyGuard guard = Guard(new());

        using KeyTicket ticket = await guard.RequireBudgetsAsync(key, "chat", Cancel);
        ticket.Settle();

        Assert.Equal((2000L, 0.0246m), (ticket.Budgets[0].SpentTokens, ticket.Budgets[0].SpentUsd));
        Assert.False(await IsTakenAsync(guard, key, "chat"));
    }

    [Fact]
    public async Task RequireBudgetsAsync_RunsOfThisAndAnotherGateway_AreCountedOnceEach()
    {
        KeyGuard guard = Guard(new());
        ApiKey key = await AddAsync(new() { Tokens = 1_000_000 });
        await using GatewayStore other = await OpenAsync();
        using KeyTicket first = await guard.RequireBudgetsAsync(key, "chat", Cancel);
        first.Settle();
        _store.AddRun(Runs.One("run_own", _clock.GetUtcNow()) with { KeyId = key.Id });
        Spend(first.Budgets[0], 900, 100);
        other.AddRun(Runs.One("run_other", _clock.GetUtcNow()) with { KeyId = key.Id, InputTokens = 7, OutputTokens = 0 });
        await Task.WhenAll(_store.FlushAsync(Cancel), other.FlushAsync(Cancel));

        // Read again behind the next request; the one after that sees it.
        _clock.Advance(SharedSpend.ReadEvery);
        Assert.True(await IsTakenAsync(guard, key, "chat"));
        while (first.Budgets[0].SpentTokens == 1000)
            await Task.Delay(5, Cancel);

        Assert.Equal(1007, first.Budgets[0].SpentTokens);
    }

    [Fact]
    public async Task RequireBudgetsAsync_SessionForgottenMeanwhile_IsReadAgain()
    {
        KeyGuard guard = Guard(new() { MaxTokensPerSession = 2000 });
        Assert.True(await IsTakenAsync(guard, null, "chat"));
        _store.AddRun(Runs.One("run_own", _clock.GetUtcNow()) with { KeyId = null });
        await _store.FlushAsync(Cancel);
        using KeyTicket open = await guard.RequireBudgetsAsync(null, "open", Cancel);

        _clock.Advance(KeySessions.KeptFor);
        Assert.True(await IsTakenAsync(guard, null, "another"));
        Assert.Equal(2, guard.SessionsInMind);
        using KeyTicket again = await guard.RequireBudgetsAsync(null, "chat", Cancel);

        Assert.Equal(1000, again.Budgets[0].SpentTokens);
    }

    [Fact]
    public async Task Budgets_OfDayAndSession_BothRefuseTheCallThatWouldPassThem()
    {
        KeyGuard guard = Guard(new() { MaxCostPerSession = 0.01m });
        ApiKey key = (await _store.Keys.MakeAsync(new NewKey("me") { Limits = new() { Tokens = 1000 } }, Cancel)).Key;

        using KeyTicket ticket = await guard.RequireBudgetsAsync(key, "chat", Cancel);

        Assert.False(ticket.Budgets[0].TryReserve(new CallEstimate(800, 201, 0), out _, out BudgetRefusal? day));
        Assert.False(ticket.Budgets[1].TryReserve(new CallEstimate(1, 1, 0.02m), out _, out BudgetRefusal? session));
        Assert.False(ticket.Budgets[1].TryReserve(new CallEstimate(1, 1, null), out _, out _));
        Assert.StartsWith("Over the budget of the API key's day: 0 of 1000 tokens", day.Reason, StringComparison.Ordinal);
        Assert.Equal(
            "Over the budget of the session: $0 of $0.01 are spent or reserved and this call may cost $0.02; have it raised or lower the answers' length.", session.Reason);
    }

    [Fact]
    public async Task RequireBudgetsAsync_NoLimitsOfSessions_CountsNothing()
    {
        KeyGuard guard = Guard(new());
        ApiKey key = await AddAsync(new());

        Assert.Empty((await guard.RequireBudgetsAsync(key, "chat", Cancel)).Budgets);
        Assert.Empty((await guard.RequireBudgetsAsync(null, "chat", Cancel)).Budgets);
        Assert.Equal(0, guard.SessionsInMind);
    }

    private static void Spend(Budget budget, long input, long output)
    {
        Assert.True(budget.TryReserve(new CallEstimate(input, output, 0), out BudgetReservation? reservation, out _));
        reservation.Settle(new UsageDetails { InputTokenCount = input, OutputTokenCount = output }, 0);
    }

    private static async Task<bool> IsTakenAsync(KeyGuard guard, ApiKey? key, string? session)
    {
        try
        {
            using KeyTicket ticket = await guard.RequireBudgetsAsync(key, session, Cancel);
            ticket.Settle();
            return true;
        }
        catch (GatewayException exception) when (exception.Code == "session_limit_reached")
        {
            return false;
        }
    }

    private KeyGuard Guard(GatewayConfiguration configuration) => new(_store, configuration, _clock);

    private async Task<ApiKey> AddAsync(SpendLimits limits, string name = "me") =>
        (await _store.Keys.MakeAsync(new NewKey(name) { SessionLimits = limits }, Cancel)).Key;

    private Task<GatewayStore> OpenAsync() => GatewayStore.OpenAsync(_folder.Address, new() { Time = _clock }, Cancel);
}

using System.Globalization;
using FusionOfN.Jobs;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>What the store does on every database.</summary>
public abstract class StoreContract
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's own database, empty at first; several times if asked.</summary>
    private protected abstract Task<GatewayStore> OpenAsync(GatewayStoreOptions? options = null);

    /// <summary>Runs a statement on the test's own database.</summary>
    private protected abstract Task ExecuteAsync(string sql);

    [Fact]
    public async Task AddRun_EveryField_ComesBackAfterReopening()
    {
        StoredRun full = Runs.One("run_full") with { FailureReason = "quorum_not_met", Degraded = true, Status = RunStatus.Partial };
        StoredRun bare = new()
        {
            RunId = "run_bare",
            StartedAt = Runs.Noon,
            Kind = RunKind.PassThrough,
            RequestedModel = "gpt",
            Dialect = "plain",
            Status = RunStatus.Solo,
        };
        await using (GatewayStore store = await OpenAsync())
        {
            store.AddRun(full);
            store.AddRun(bare);
            await store.FlushAsync(Cancel);
            Assert.True(store.Health.IsWorking, store.Health.Problem);
        }

        await using GatewayStore again = await OpenAsync();
        Assert.Equal(full, await again.FindRunAsync("run_full", Cancel));
        Assert.Equal(bare, await again.FindRunAsync("run_bare", Cancel));
        Assert.Null(await again.FindRunAsync("run_other", Cancel));
        Assert.Equal(full with { ReceiptJson = null }, (await again.ListRunsAsync(new(), null, 10, Cancel)).Runs[0]);
    }

    [Fact]
    public async Task AddRun_TextsThatDatabasesCannotHold_AreMendedNotLost()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_odd") with { RequestedModel = "a\0b", SessionId = "half \ud83c pair", ReceiptJson = "x\0y", Recipe = new string('r', 10_000) });
        await store.FlushAsync(Cancel);

        StoredRun run = Assert.IsType<StoredRun>(await store.FindRunAsync("run_odd", Cancel));
        Assert.Equal(("a\uFFFDb", "half \uFFFD pair", "x\uFFFDy", 500), (run.RequestedModel, run.SessionId, run.ReceiptJson, run.Recipe!.Length));
        Assert.Null(await store.FindRunAsync("run\0odd", Cancel));
        Assert.Equal(0, store.LostReceipts);
    }

    [Fact]
    public async Task AddRun_ReceiptOfMegabytes_ComesBack()
    {
        string receipt = string.Create(CultureInfo.InvariantCulture, $"\"{new string('漢', 3_000_000)}\"");
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_large") with { ReceiptJson = receipt });
        await store.FlushAsync(Cancel);

        Assert.Equal(receipt, (await store.FindRunAsync("run_large", Cancel))!.ReceiptJson);
    }

    [Fact]
    public async Task AddRun_SameRunTwice_IsKeptAndBookedOnce()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_1"));
        await store.FlushAsync(Cancel);
        store.AddRun(Runs.One("run_1"));
        await store.FlushAsync(Cancel);

        Assert.Single((await store.ListRunsAsync(new(), null, 10, Cancel)).Runs);
        Assert.Equal(1, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
    }

    [Fact]
    public async Task AddRun_OneThatIsThereAmongNewOnes_EachIsKeptAndBookedOnce()
    {
        await using GatewayStore store = await OpenAsync(new() { WriteEvery = TimeSpan.FromHours(1) });
        foreach (string id in (string[])["run_1", "run_1", "run_2", "run_3"])
            store.AddRun(Runs.One(id));
        await store.FlushAsync(Cancel);

        Assert.Equal(["run_1", "run_2", "run_3"], (await store.ListRunsAsync(new(), null, 10, Cancel)).Runs.Select(run => run.RunId).Order());
        Assert.Equal(3, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
        Assert.Equal(0, store.LostReceipts);
    }

    [Fact]
    public async Task ListRunsAsync_EachFilter_KeepsWhatFits()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_A1"));
        store.AddRun(Runs.One("run_B2", Runs.Noon.AddMinutes(1)) with { Status = RunStatus.Failed, Degraded = true, CostUsd = null });
        store.AddRun(Runs.One("run_C3", Runs.Noon.AddMinutes(2)) with { Recipe = "best", CostUsd = 0.5m, KeyId = "key_b", SessionId = "other" });
        store.AddRun(Runs.One("run%D4", Runs.Noon.AddMinutes(3)) with { Kind = RunKind.PassThrough, Status = RunStatus.Solo, CostUsd = 0, KeyId = null });
        await store.FlushAsync(Cancel);

        Assert.Equal("D4 C3 B2 A1", await Listed(new()));
        Assert.Equal("B2", await Listed(new() { Status = RunStatus.Failed }));
        Assert.Equal("D4", await Listed(new() { Kind = RunKind.PassThrough }));
        Assert.Equal("C3", await Listed(new() { Recipe = "best" }));
        Assert.Equal("B2", await Listed(new() { Degraded = true }));
        Assert.Equal("D4 C3 A1", await Listed(new() { Degraded = false }));
        Assert.Equal("C3 A1", await Listed(new() { MinCostUsd = 0.0123m }));
        Assert.Equal("D4 A1", await Listed(new() { MaxCostUsd = 0.0123m }));
        Assert.Equal("C3", await Listed(new() { KeyId = "key_b" }));
        Assert.Equal("C3", await Listed(new() { SessionId = "other" }));
        Assert.Equal("D4 C3", await Listed(new() { Since = Runs.Noon.AddMinutes(2) }));
        Assert.Equal("B2 A1", await Listed(new() { Until = Runs.Noon.AddMinutes(2) }));
        Assert.Equal("C3", await Listed(new() { IdContains = "_c3" }));
        Assert.Equal("D4", await Listed(new() { IdContains = "%" }));
        Assert.Equal("A1", await Listed(new() { Status = RunStatus.Full, Recipe = "default", KeyId = "key_a", MinCostUsd = 0.001m }));

        async Task<string> Listed(RunFilter filter) =>
            string.Join(' ', (await store.ListRunsAsync(filter, null, 10, Cancel)).Runs.Select(run => run.RunId[4..]));
    }

    [Fact]
    public async Task ListRunsAsync_PageByPage_GivesEachRunOnceEvenIfNewOnesComeIn()
    {
        await using GatewayStore store = await OpenAsync();
        for (int index = 0; index < 25; index++)
            store.AddRun(Runs.One($"run_{index:00}", Runs.Noon.AddMilliseconds(index / 3)));
        await store.FlushAsync(Cancel);

        List<string> seen = [];
        string? cursor = null;
        do
        {
            RunPage page = await store.ListRunsAsync(new(), cursor, 4, Cancel);
            Assert.InRange(page.Runs.Count, 1, 4);
            seen.AddRange(page.Runs.Select(run => run.RunId));
            cursor = page.Next;
            store.AddRun(Runs.One($"run_new{seen.Count}", Runs.Noon.AddHours(1)));
            await store.FlushAsync(Cancel);
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(index => $"run_{index:00}"), seen);
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("AAAA")]
    [InlineData("")]
    public async Task ListRunsAsync_WrongCursor_IsABadField(string cursor)
    {
        await using GatewayStore store = await OpenAsync();

        var exception = await Assert.ThrowsAsync<GatewayException>(() => store.ListRunsAsync(new(), cursor, 10, Cancel));
        Assert.Equal((400, "cursor"), (exception.Status, exception.Param));
    }

    [Fact]
    public async Task SpendByDayAsync_TimesOfOtherZones_AreBookedOnTheUtcDay()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_1", new DateTimeOffset(2026, 3, 5, 1, 30, 0, TimeSpan.FromHours(2))));
        store.AddRun(Runs.One("run_2", new DateTimeOffset(2026, 3, 4, 19, 0, 0, TimeSpan.FromHours(-5))));
        store.AddRun(Runs.One("run_3", new DateTimeOffset(2026, 3, 4, 23, 59, 59, 999, TimeSpan.Zero)) with { KeyId = null });
        await store.FlushAsync(Cancel);

        SpendTotals one = new(1, 0, 900, 100, 0.0123m);
        Assert.Equal(
            [new DaySpend(Day, null, one), new DaySpend(Day, "key_a", one), new DaySpend(Day.AddDays(1), "key_a", one)],
            await store.SpendByDayAsync(Day.AddDays(-9), Day.AddDays(1), null, Cancel));
        Assert.Equal([new DaySpend(Day, "key_a", one)], await store.SpendByDayAsync(Day, Day, "key_a", Cancel));
        Assert.Equal(one, await store.SpendAsync(null, Day, Cancel));
        Assert.Equal(default, await store.SpendAsync("key_b", Day, Cancel));
    }

    [Fact]
    public async Task SpendAsync_CancelledAndUnpricedRuns_AreBookedToo()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_1") with { Status = RunStatus.Cancelled, CostUsd = 0.000000001m, ReceiptJson = null });
        store.AddRun(Runs.One("run_2") with { CostUsd = 0.1m, CostCoverage = 0.5 });
        store.AddRun(Runs.One("run_3") with { CostUsd = null, CostCoverage = 0, KeyId = "key_b" });
        await store.FlushAsync(Cancel);

        Assert.Equal(new SpendTotals(2, 1, 1800, 200, 0.100000001m), await store.SpendAsync("key_a", Day, Cancel));
        Assert.Equal(new SpendTotals(1, 1, 900, 100, 0), await store.SpendAsync("key_b", Day, Cancel));
        Assert.Equal(new SpendTotals(2, 1, 1800, 200, 0.100000001m), await store.SpendOfSessionAsync("chat", "key_a", Cancel));
        Assert.Equal(3, (await store.SpendOfSessionAsync("chat", null, Cancel)).Requests);
    }

    [Fact]
    public async Task DeleteRunsBeforeAsync_OldRuns_GoWithTheirReceiptsAndLeaveTheirSpend()
    {
        await using GatewayStore store = await OpenAsync();
        for (int index = 0; index < 1201; index++)
            store.AddRun(Runs.One($"run_{index}", Runs.Noon.AddSeconds(index)));
        await store.FlushAsync(Cancel);

        Assert.Equal(1200, await store.DeleteRunsBeforeAsync(Runs.Noon.AddSeconds(1200), Cancel));
        Assert.Equal(0, await store.DeleteRunsBeforeAsync(Runs.Noon.AddSeconds(1200), Cancel));

        Assert.Equal("run_1200", Assert.Single((await store.ListRunsAsync(new(), null, 10, Cancel)).Runs).RunId);
        Assert.NotNull((await store.FindRunAsync("run_1200", Cancel))!.ReceiptJson);
        Assert.Equal(1201, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
        Assert.Equal(1201, (await store.SpendOfSessionAsync("chat", null, Cancel)).Requests);
        await store.DeleteRunsBeforeAsync(Runs.Noon.AddDays(1), Cancel);
        Assert.Equal(default, await store.SpendOfSessionAsync("chat", null, Cancel));
    }

    [Fact]
    public async Task Keys_AddListRevoke_KeepEverythingButTheSecret()
    {
        await using GatewayStore store = await OpenAsync();
        NewKey wanted = new("Ω team")
        {
            ExpiresAt = Runs.Noon,
            Recipes = ["default"],
            Models = ["gpt", "openai/*"],
            Limits = new() { Requests = 5, Tokens = 6_000_000_000, CostUsd = 1.25m },
            SessionLimits = new() { Requests = 2, Tokens = 7_000_000_000, CostUsd = 0.125m },
            IsAdmin = true,
        };
        var (key, secret) = await store.Keys.MakeAsync(wanted, Cancel);
        var (plain, _) = await store.Keys.MakeAsync(new NewKey("plain"), Cancel);

        Assert.StartsWith(key.Prefix, secret, StringComparison.Ordinal);
        Assert.Equivalent(key, Assert.Single(await store.Keys.FindAsync("Ω team", Cancel)), strict: true);
        Assert.Equal((Runs.Noon, 1.25m, true), (key.ExpiresAt, key.Limits.CostUsd, key.IsAdmin));
        Assert.Equal(wanted.SessionLimits, key.SessionLimits);
        Assert.Null(plain.Models);
        Assert.Equal(SpendLimits.None, plain.SessionLimits);
        Assert.Equal(key.Id, (await store.Keys.ByHashAsync(Cancel))[KeySecret.HashOf(secret)].Id);

        Assert.True(await store.Keys.RevokeAsync(key.Id, Cancel));
        Assert.False(await store.Keys.RevokeAsync(key.Id, Cancel));
        Assert.False(await store.Keys.RevokeAsync("key_none", Cancel));
        Assert.NotNull(Assert.Single(await store.Keys.FindAsync(key.Id, Cancel)).RevokedAt);
        Assert.Equal(2, (await store.Keys.ListAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Keys_NameInUse_IsRefusedUntilItIsRevoked()
    {
        await using GatewayStore store = await OpenAsync();
        KeyAddition[] added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Keys.AddAsync(new NewKey("team"), Cancel)));

        ApiKey first = Assert.Single(added, addition => addition.IsMade).Key!;
        Assert.All(added.Where(addition => !addition.IsMade), addition => Assert.Contains("There is a key named 'team' already.", addition.Problem, StringComparison.Ordinal));
        await store.Keys.RevokeAsync(first.Id, Cancel);
        Assert.NotEqual(first.Id, (await store.Keys.MakeAsync(new NewKey("team"), Cancel)).Key.Id);
        Assert.Contains("needs a name", (await store.Keys.AddAsync(new NewKey("  "), Cancel)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_SeveralAtOnceOnNothing_AllWork()
    {
        GatewayStoreOptions options = new() { Time = new FakeTimeProvider(Runs.Noon) };
        GatewayStore[] stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(options))));
        try
        {
            // Each writes: what one adds up, all see.
            for (int index = 0; index < 600; index++)
                stores[index % stores.Length].AddRun(Runs.One($"run_{index}"));
            await Task.WhenAll(stores.Select(store => store.FlushAsync(Cancel)));

            Assert.All(stores, store => Assert.Equal(0, store.LostReceipts));
            Assert.Equal(new SpendTotals(600, 0, 540_000, 60_000, 7.38m), await stores[0].SpendAsync("key_a", Day, Cancel));
            Assert.Equal(200, (await stores[1].ListRunsAsync(new(), null, 1000, Cancel)).Runs.Count);
            Assert.Equal(500, (await stores[2].SpendOfOthersAsync("key_a", Day, Cancel)).Requests);
        }
        finally
        {
            foreach (GatewayStore store in stores)
                await store.DisposeAsync();
        }
    }

    /// <summary>A store of the version before sessions had limits.</summary>
    [Fact]
    public async Task OpenAsync_KeysWithoutLimitsOfASession_AreUpdated()
    {
        string id;
        await using (GatewayStore old = await OpenAsync())
            id = (await old.Keys.MakeAsync(new NewKey("old") { Limits = new() { Requests = 5 } }, Cancel)).Key.Id;
        foreach (string column in (string[])["max_requests_per_session", "max_tokens_per_session", "max_cost_per_session"])
            await ExecuteAsync($"ALTER TABLE api_keys DROP COLUMN {column}");
        await ExecuteAsync("DELETE FROM schema_versions WHERE scriptname LIKE '%0002-session-limits.sql'");

        await using GatewayStore store = await OpenAsync();
        ApiKey key = Assert.Single(await store.Keys.FindAsync(id, Cancel));
        ApiKey added = (await store.Keys.MakeAsync(new NewKey("new") { SessionLimits = new() { CostUsd = 2 } }, Cancel)).Key;

        Assert.Equal((5, SpendLimits.None), (key.Limits.Requests, key.SessionLimits));
        Assert.Equal(2, Assert.Single(await store.Keys.FindAsync(added.Id, Cancel)).SessionLimits.CostUsd);
    }

    /// <summary>A store of the version that wrote zero for tokens that nobody had reported.</summary>
    [Fact]
    public async Task OpenAsync_RunsWithZeroForUnknownTokens_AreUpdated()
    {
        await using (GatewayStore old = await OpenAsync())
        {
            old.AddRun(Runs.One("run_known"));
            old.AddRun(Runs.One("run_unknown") with { InputTokens = 0, OutputTokens = 0 });
            await old.FlushAsync(Cancel);
        }

        await ExecuteAsync("DELETE FROM schema_versions WHERE scriptname LIKE '%0004-unknown-usage.sql'");

        await using GatewayStore store = await OpenAsync();
        Assert.Equal(Runs.One("run_known"), await store.FindRunAsync("run_known", Cancel));
        StoredRun unknown = (await store.FindRunAsync("run_unknown", Cancel))!;
        Assert.Equal((null, null), (unknown.InputTokens, unknown.OutputTokens));
    }

    [Fact]
    public async Task AddRun_UnknownTokens_StayUnknownAndAddNothing()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_known"));
        store.AddRun(Runs.One("run_half") with { OutputTokens = null });
        store.AddRun(Runs.One("run_none") with { InputTokens = null, OutputTokens = null });
        await store.FlushAsync(Cancel);

        StoredRun half = (await store.FindRunAsync("run_half", Cancel))!;
        StoredRun none = (await store.FindRunAsync("run_none", Cancel))!;
        Assert.Equal((900, null, null, null), (half.InputTokens, half.OutputTokens, none.InputTokens, none.OutputTokens));
        SpendTotals spent = await store.SpendAsync("key_a", Day, Cancel);
        Assert.Equal((3, 1_800, 100), (spent.Requests, spent.InputTokens, spent.OutputTokens));
    }

    [Fact]
    public async Task SpendOfOthersAsync_FollowedSession_LeavesOutWhatThisProcessWroteSince()
    {
        await using GatewayStore store = await OpenAsync();
        await using GatewayStore other = await OpenAsync();
        store.AddRun(Runs.One("run_before"));
        await store.FlushAsync(Cancel);

        store.Follow("chat", "key_a");
        store.AddRun(Runs.One("run_own"));
        store.AddRun(Runs.One("run_other_key") with { KeyId = "key_b" });
        other.AddRun(Runs.One("run_other") with { InputTokens = 7, OutputTokens = 0, CostUsd = 1 });
        await Task.WhenAll(store.FlushAsync(Cancel), other.FlushAsync(Cancel));

        Assert.Equal(new SpendTotals(2, 0, 907, 100, 1.0123m), await store.SpendOfOthersAsync("chat", "key_a", Cancel));
        Assert.Equal(default, await store.SpendOfOthersAsync("elsewhere", "key_a", Cancel));
        store.Unfollow("chat", "key_a");
        Assert.Equal(3, (await store.SpendOfOthersAsync("chat", "key_a", Cancel)).Requests);
    }

    [Fact]
    public async Task OpenAsync_UsedByANewerVersion_IsRefusedWithTheMend()
    {
        await (await OpenAsync()).DisposeAsync();
        await ExecuteAsync("INSERT INTO schema_versions (scriptname, applied) VALUES ('FusionOfN.Gateway.Storage.Migrations.9999-later.sql', '2030-01-01')");

        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync());
        Assert.Equal(StoreFault.TooNew, exception.Fault);
        Assert.Contains("9999-later.sql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_RunsStillWaiting_AreWritten()
    {
        GatewayStore store = await OpenAsync();
        for (int index = 0; index < 300; index++)
            store.AddRun(Runs.One($"run_{index}"));
        await store.DisposeAsync();

        await using GatewayStore again = await OpenAsync();
        Assert.Equal(300, (await again.SpendAsync("key_a", Day, Cancel)).Requests);
    }

    [Fact]
    public async Task AddRun_AfterClosing_IsCountedAsLost()
    {
        GatewayStore store = await OpenAsync();
        await store.DisposeAsync();
        store.AddRun(Runs.One("run_late"));

        Assert.Equal(1, store.LostReceipts);
    }
}

namespace FusionOfN.Gateway.Tests;

public sealed class GatewayStoreTests
{
    [Fact]
    public async Task OpenAsync_ThenRunKeyAndSpend_AreThereAfterReopening()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using StoreFolder folder = new();
        await using (GatewayStore store = await GatewayStore.OpenAsync(folder.Address, null, cancellationToken))
        {
            store.AddRun(Runs.One("run_1"));
            Assert.NotNull(await store.FindRunAsync("run_1", cancellationToken));
            await store.FlushAsync(cancellationToken);
            Assert.True(store.Health.IsWorking, store.Health.Problem);
            Assert.Equal(Runs.One("run_1"), await store.FindRunAsync("run_1", cancellationToken));
            Assert.Equal([Runs.One("run_1") with { ReceiptJson = null }], (await store.ListRunsAsync(new(), null, 10, cancellationToken)).Runs);
            Assert.Equal(new SpendTotals(1, 0, 900, 100, 0.0123m), await store.SpendAsync("key_a", new DateOnly(2026, 3, 4), cancellationToken));
            var (key, secret) = await store.Keys.AddAsync(new NewKey("me") { Models = ["a"], Limits = new() { CostUsd = 1.5m }, IsAdmin = true }, cancellationToken);
            Assert.True(KeySecret.LooksLikeOne(secret));
            Assert.Equivalent(key, Assert.Single(await store.Keys.ListAsync(cancellationToken)));
        }
        await using GatewayStore again = await GatewayStore.OpenAsync(folder.Address, null, cancellationToken);
        Assert.NotNull(await again.FindRunAsync("run_1", cancellationToken));
    }
}

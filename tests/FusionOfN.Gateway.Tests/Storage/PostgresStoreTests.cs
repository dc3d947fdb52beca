using FusionOfN.Jobs;
using Npgsql;

namespace FusionOfN.Gateway.Tests;

public sealed class PostgresStoreTests : StoreContract, IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture _server;
    private readonly string _database;

    public PostgresStoreTests(PostgresFixture server)
    {
        Assert.SkipUnless(server.ConnectionString is not null, server.Missing ?? "");
        _server = server;
        _database = server.CreateDatabase();
    }

    private string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = _database }.ConnectionString;

    [Fact]
    public async Task OpenAsync_NoSuchDatabase_SaysHowToMakeOne()
    {
        string address = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = "nowhere", Password = "hunter2" }.ConnectionString;

        var exception = await Assert.ThrowsAsync<StoreException>(() => Open(address));
        Assert.Equal(StoreFault.Unreachable, exception.Fault);
        Assert.Contains("createdb", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NoServer_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<StoreException>(() => Open("Host=127.0.0.1;Port=1;Database=x;Username=me;Password=hunter2"));
        Assert.Equal(StoreFault.Unreachable, exception.Fault);
        Assert.Contains("PostgreSQL 127.0.0.1:1/x", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddRun_TableHeldByAnother_IsLostCountedAndItsSpendBookedLater()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using GatewayStore store = await OpenAsync(new() { Attempts = 1, LockTimeout = TimeSpan.FromSeconds(1) });
        await using (NpgsqlConnection other = new(ConnectionString))
        {
            await other.OpenAsync(cancellationToken);
            await using NpgsqlTransaction held = await other.BeginTransactionAsync(cancellationToken);
            await using NpgsqlCommand command = new("LOCK TABLE runs IN ACCESS EXCLUSIVE MODE", other, held);
            await command.ExecuteNonQueryAsync(cancellationToken);
            store.AddRun(Runs.One("run_lost"));
            await store.FlushAsync(cancellationToken);
            Assert.Equal((StoreFault.Locked, 1L), (store.Health.Fault, store.LostReceipts));
        }

        store.AddRun(Runs.One("run_2"));
        await store.FlushAsync(cancellationToken);

        Assert.True(store.Health.IsWorking, store.Health.Problem);
        Assert.Equal(2, (await store.SpendAsync("key_a", new DateOnly(2026, 3, 4), cancellationToken)).Requests);
    }

    private protected override Task<GatewayStore> OpenAsync(GatewayStoreOptions? options = null) => Open(ConnectionString, options);

    private protected override async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static Task<GatewayStore> Open(string connectionString, GatewayStoreOptions? options = null) =>
        GatewayStore.OpenAsync(StoreAddress.Parse(connectionString, "/", mayHoldPassword: true), options, TestContext.Current.CancellationToken);
}

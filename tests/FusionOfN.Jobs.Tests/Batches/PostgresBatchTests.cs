namespace FusionOfN.Jobs.Tests;

/// <summary>Batches of jobs in a PostgreSQL database.</summary>
public sealed class PostgresBatchTests : BatchContract, IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture _server;
    private readonly string _database;

    public PostgresBatchTests(PostgresFixture server)
    {
        Assert.SkipWhen(server.ConnectionString is null, server.Missing ?? "");
        _server = server;
        _database = server.CreateDatabase();
    }

    private protected override StoreAddress Address => StoreAddress.Parse($"{_server.ConnectionString};Database={_database}", "/", mayHoldPassword: false);
}

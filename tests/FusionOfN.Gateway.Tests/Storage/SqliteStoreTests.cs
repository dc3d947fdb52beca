using Microsoft.Data.Sqlite;

namespace FusionOfN.Gateway.Tests;

public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override Task<GatewayStore> OpenAsync(GatewayStoreOptions? options = null) =>
        GatewayStore.OpenAsync(_folder.Address, options, TestContext.Current.CancellationToken);

    private protected override async Task ExecuteAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

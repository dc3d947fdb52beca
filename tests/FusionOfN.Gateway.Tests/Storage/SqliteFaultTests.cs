using FusionOfN.Jobs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>What happens when the file does not work: answers go on, losses are counted and said.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 4);

    private readonly StoreFolder _folder = new();
    private readonly FakeLogger _logger = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GatewayStoreOptions Impatient => new()
    {
        Attempts = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        LockTimeout = TimeSpan.FromSeconds(1),
        CloseTimeout = TimeSpan.FromMilliseconds(100),
        Logger = _logger,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddRun_FileHeldByAnother_IsLostCountedSaidAndItsSpendBookedLater()
    {
        await using GatewayStore store = await OpenAsync(Impatient);
        using (SqliteConnection other = Hold())
        {
            store.AddRun(Runs.One("run_lost"));
            Assert.NotNull(await store.FindRunAsync("run_lost", Cancel));
            await store.FlushAsync(Cancel);

            StoreHealth health = store.Health;
            Assert.Equal((StoreFault.Locked, 0, 1L), (health.Fault, health.Waiting, health.LostReceipts));
            Assert.Contains("another program holds it", health.Problem, StringComparison.Ordinal);
            Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Id.Name == "ReceiptsLost" && record.Message.StartsWith("1 receipts are lost", StringComparison.Ordinal));
        }

        store.AddRun(Runs.One("run_2"));
        await store.FlushAsync(Cancel);

        Assert.True(store.Health.IsWorking, store.Health.Problem);
        Assert.Null(await store.FindRunAsync("run_lost", Cancel));
        Assert.Equal(2, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
        Assert.Equal(2, (await store.SpendOfSessionAsync("chat", "key_a", Cancel)).Requests);
        Assert.Contains(_logger.Collector.GetSnapshot(), record => record.Id.Name == "StoreWorking");
    }

    [Fact]
    public async Task AddRun_FileHeldForAMoment_IsTriedAgainAndKept()
    {
        await using GatewayStore store = await OpenAsync(Impatient with { Attempts = 1000 });
        SqliteConnection other = Hold();
        store.AddRun(Runs.One("run_1"));
        await WaitUntilAsync(() => !store.Health.IsWorking);
        Assert.Equal(1, store.Health.Waiting);
        other.Dispose();
        await store.FlushAsync(Cancel);

        Assert.Equal(0, store.LostReceipts);
        Assert.NotNull((await store.FindRunAsync("run_1", Cancel))!.ReceiptJson);
    }

    [Fact]
    public async Task AddRun_NoRoomLeft_LosesWhatDoesNotFitAndGoesOn()
    {
        await using GatewayStore store = await OpenAsync(Impatient with { MaxSqlitePages = 60, BatchSize = 1 });
        store.AddRun(Runs.One("run_large") with { ReceiptJson = new string('x', 1_000_000) });
        await store.FlushAsync(Cancel);

        Assert.Equal((StoreFault.Full, 1L), (store.Health.Fault, store.LostReceipts));
        Assert.Contains("Free disk space", store.Health.Problem, StringComparison.Ordinal);

        store.AddRun(Runs.One("run_small"));
        await store.FlushAsync(Cancel);
        Assert.True(store.Health.IsWorking, store.Health.Problem);
        Assert.Equal(2, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
    }

    [Fact]
    public async Task AddRun_MoreThanMayWait_CountsTheRestAndReportsItOnce()
    {
        await using GatewayStore store = await OpenAsync(Impatient with { QueueLength = 10, BatchSize = 1, Attempts = 1000 });
        using (SqliteConnection other = Hold())
        {
            for (int index = 0; index < 100; index++)
                store.AddRun(Runs.One($"run_{index}"));
            Assert.InRange(store.LostReceipts, 89, 90);
            Assert.Single(_logger.Collector.GetSnapshot(), record => record.Id.Name == "ReceiptsLost");
        }

        await store.FlushAsync(Cancel);
        store.AddRun(Runs.One("run_last"));
        await store.FlushAsync(Cancel);
        Assert.Equal(101, (await store.SpendAsync("key_a", Day, Cancel)).Requests);
    }

    [Fact]
    public async Task AddRun_MoreTextThanMayWait_IsLostButALargeOneAloneIsTaken()
    {
        await using GatewayStore store = await OpenAsync(Impatient with { QueueCharacters = 1000, Attempts = 1000 });
        using (SqliteConnection other = Hold())
        {
            store.AddRun(Runs.One("run_large") with { ReceiptJson = new string('x', 5000) });
            store.AddRun(Runs.One("run_more"));
            Assert.Equal(1, store.LostReceipts);
        }

        await store.FlushAsync(Cancel);
        store.AddRun(Runs.One("run_later"));
        await store.FlushAsync(Cancel);
        Assert.Equal(5000, (await store.FindRunAsync("run_large", Cancel))!.ReceiptJson!.Length);
        Assert.Equal(1, store.LostReceipts);
    }

    [Fact]
    public async Task DisposeAsync_FileHeldByAnother_EndsInTimeAndSaysWhatIsLost()
    {
        GatewayStore store = await OpenAsync(Impatient with { Attempts = 1000 });
        using SqliteConnection other = Hold();
        store.AddRun(Runs.One("run_1"));
        store.AddRun(Runs.One("run_2"));

        await store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal(2, store.LostReceipts);
        Assert.Equal(2, _logger.Collector.GetSnapshot().Where(record => record.Id.Name == "ReceiptsLost").Sum(record => int.Parse(record.GetStructuredStateValue("Count")!, null)));
    }

    [Fact]
    public async Task OpenAsync_FileHeldByAnother_SaysSo()
    {
        await (await OpenAsync()).DisposeAsync();
        using SqliteConnection other = Hold();

        Assert.Equal(StoreFault.Locked, (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(Impatient))).Fault);
    }

    [Fact]
    public async Task OpenAsync_NoSqliteFile_SaysSoAndLeavesIt()
    {
        await File.WriteAllTextAsync(_folder.Path, string.Concat(Enumerable.Repeat("This is a letter. ", 500)), Cancel);

        var exception = await Assert.ThrowsAsync<StoreException>(() => OpenAsync());
        Assert.Equal(StoreFault.Corrupt, exception.Fault);
        Assert.Contains($"The store {_folder.Path} cannot be used: this is no SQLite file", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("This is a letter.", await File.ReadAllTextAsync(_folder.Path, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindRunAsync_DamagedFile_SaysSo()
    {
        await using (GatewayStore store = await OpenAsync())
        {
            for (int index = 0; index < 500; index++)
                store.AddRun(Runs.One($"run_{index}"));
        }

        // Everything but the first page, which holds the file's head and the list of tables.
        await using (FileStream file = new(_folder.Path, FileMode.Open))
        {
            file.Seek(4096 * 2, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xA5, (int)(file.Length - file.Position)).ToArray());
        }

        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using GatewayStore store = await OpenAsync();
            await store.ListRunsAsync(new(), null, 10, Cancel);
        });
        Assert.Equal(StoreFault.Corrupt, exception.Fault);
        Assert.Contains("Put a copy back", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/none/gateway.db")]
    [InlineData("/dev/null/gateway.db")]
    public async Task OpenAsync_PlaceWhereNothingCanBe_SaysSo(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The paths are Linux's.");
        var exception = await Assert.ThrowsAsync<StoreException>(() => GatewayStore.OpenAsync(StoreAddress.Parse(path, "/", mayHoldPassword: false), null, Cancel));

        Assert.True(exception.Fault is StoreFault.Unreachable or StoreFault.Denied, exception.Message);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NewFile_IsTheOwnersAlone()
    {
        await using GatewayStore store = await OpenAsync();
        store.AddRun(Runs.One("run_1"));
        await store.FlushAsync(Cancel);

        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        string[] files = Directory.GetFiles(Path.GetDirectoryName(_folder.Path)!);
        Assert.Equal(3, files.Length);
        foreach (string file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task DeleteRunsBeforeAsync_ManyRuns_MakesTheFileSmaller()
    {
        await using GatewayStore store = await OpenAsync();
        for (int index = 0; index < 200; index++)
            store.AddRun(Runs.One($"run_{index}") with { ReceiptJson = new string('x', 10_000) });
        await store.FlushAsync(Cancel);
        await store.DeleteRunsBeforeAsync(Runs.Noon.AddDays(1), Cancel);

        await using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        await connection.OpenAsync(Cancel);
        await using SqliteCommand command = new("PRAGMA page_count", connection);
        Assert.InRange((long)(await command.ExecuteScalarAsync(Cancel))!, 1, 100);
    }

    private Task<GatewayStore> OpenAsync(GatewayStoreOptions? options = null) => GatewayStore.OpenAsync(_folder.Address, options, Cancel);

    /// <summary>Another program that holds the file for itself until it is disposed.</summary>
    private SqliteConnection Hold()
    {
        SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        connection.Open();
        using SqliteCommand command = new("BEGIN IMMEDIATE", connection);
        command.ExecuteNonQuery();
        return connection;
    }

    private static async Task WaitUntilAsync(Func<bool> holds)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!holds())
            await Task.Delay(10, patience.Token);
    }
}

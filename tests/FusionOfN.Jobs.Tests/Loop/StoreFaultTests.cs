using FusionOfN.Testing;
using Microsoft.Data.Sqlite;

namespace FusionOfN.Jobs.Tests;

/// <summary>A store that does not work ends the job at once: what is bought without it would be lost.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly JobFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_StoreIsFull_EndsAndGoesOnWithMoreRoom()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = Replies.Of;
        await using (JobStore small = await JobStore.OpenAsync(_folder.Address, new JobStoreOptions { MaxSqlitePages = 40 }, Cancel))
        {
            await using TestJob job = new(upstream, small);

            StoreException full = await Assert.ThrowsAsync<StoreException>(() => job.RunAsync(TestJob.Prompts(500)));

            Assert.Equal(StoreFault.Full, full.Fault);
            Assert.Contains("no room left", full.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.StorePath, full.Message, StringComparison.Ordinal);
        }

        int before = upstream.Requests.Count;
        Assert.InRange(before, 1, 1_900);
        await using JobStore store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);
        await using TestJob whole = new(upstream, store);
        JobResult result = await whole.RunAsync(TestJob.Prompts(500));

        Assert.Equal((JobEnd.Completed, 500L), (result.End, result.Snapshot.Done));
        Assert.InRange(upstream.Requests.Count, 2_000, 2_000 + 300);
    }

    [Fact]
    public async Task Open_NoStore_SaysWhatItIs()
    {
        await File.WriteAllTextAsync(_folder.StorePath, new string('x', 20_000), Cancel);

        StoreException wrong = await Assert.ThrowsAsync<StoreException>(() => JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel));

        Assert.Equal(StoreFault.Corrupt, wrong.Fault);
        Assert.Contains("no SQLite file", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_BesideOtherTablesOfThisProgram_LeavesThemAlone()
    {
        await using (SqliteConnection connection = new($"Data Source={_folder.StorePath};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE schema_versions (SchemaVersionID INTEGER CONSTRAINT 'PK_schema_versions_SchemaVersionID' PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
                INSERT INTO schema_versions (ScriptName, Applied) VALUES ('FusionOfN.Gateway.Storage.Migrations.0001-first.sql', '2026-01-01');
                """;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await using JobStore store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);

        Assert.Empty(await store.ListJobsAsync(Cancel));
    }
}

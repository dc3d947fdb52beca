using System.Data.Common;
using Dapper;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>Runs and their receipts.</summary>
internal sealed class RunTable
{
    // Long transactions would keep requests' rows waiting.
    private const int DeletedAtOnce = 500;

    private readonly StoreDatabase _database;

    public RunTable(StoreDatabase database) => _database = database;

    /// <summary>Adds runs with their receipts, within a transaction.</summary>
    /// <returns>Whether none of them was there. If not, roll back: which of them were added is not known.</returns>
    public static async Task<bool> AddAsync(DbTransaction transaction, IReadOnlyList<RunRow> rows)
    {
        const string Run = """
            INSERT INTO runs (run_id, started_ms, kind, recipe, requested_model, dialect, status, degraded, aggregator, asked, answered, duration_ms,
                              cost_nano, cost_coverage, input_tokens, output_tokens, key_id, session_id, streamed, failure_reason)
            VALUES (@RunId, @StartedMs, @Kind, @Recipe, @RequestedModel, @Dialect, @Status, @Degraded, @Aggregator, @Asked, @Answered, @DurationMs,
                    @CostNano, @CostCoverage, @InputTokens, @OutputTokens, @KeyId, @SessionId, @Streamed, @FailureReason)
            ON CONFLICT (run_id) DO NOTHING
            """;
        if (await transaction.Connection!.ExecuteAsync(Run, rows, transaction) < rows.Count)
            return false;
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO receipts (run_id, receipt) VALUES (@RunId, @Receipt)", rows.Where(row => row.Receipt is not null), transaction);
        return true;
    }

    /// <summary>One run with its receipt; null when there is none.</summary>
    public async Task<StoredRun?> FindAsync(string runId, CancellationToken cancellationToken)
    {
        const string Sql = $"SELECT {RunRow.Columns}, c.receipt AS Receipt FROM runs r LEFT JOIN receipts c ON c.run_id = r.run_id WHERE r.run_id = @Id";
        var row = await _database.ReadAsync(
            connection => connection.QuerySingleOrDefaultAsync<RunRow>(Sql, new { Id = StoreText.WithoutZero(runId) }), cancellationToken);
        return row?.ToRun();
    }

    /// <summary>Some runs, newest first, without their receipts.</summary>
    public async Task<RunPage> ListAsync(RunFilter filter, string? cursor, int size, CancellationToken cancellationToken)
    {
        int wanted = Math.Clamp(size, 1, RunQuery.MaxPage);
        var (sql, parameters) = RunQuery.For(filter, cursor is null ? null : RunCursor.Parse(cursor), wanted + 1);
        var rows = (await _database.ReadAsync(connection => connection.QueryAsync<RunRow>(sql, parameters), cancellationToken)).AsList();
        bool hasMore = rows.Count > wanted;
        var page = rows.Take(wanted).ToList();
        return new RunPage([.. page.Select(row => row.ToRun())], hasMore ? new RunCursor(page[^1].StartedMs, page[^1].RunId).ToString() : null);
    }

    /// <summary>Deletes runs that started before a moment, with their receipts, and the totals of conversations that ended before it.</summary>
    /// <returns>The number of runs deleted.</returns>
    public async Task<long> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        object limit = new { Before = before.ToUnixTimeMilliseconds(), Size = DeletedAtOnce };
        const string Old = "SELECT run_id FROM runs WHERE started_ms < @Before ORDER BY started_ms, run_id LIMIT @Size";
        long deleted = 0;
        int last;
        do
        {
            last = await _database.WriteAsync(
                async transaction =>
                {
                    await transaction.Connection!.ExecuteAsync($"DELETE FROM receipts WHERE run_id IN ({Old})", limit, transaction);
                    return await transaction.Connection!.ExecuteAsync($"DELETE FROM runs WHERE run_id IN ({Old})", limit, transaction);
                },
                null,
                cancellationToken);
            deleted += last;
        }
        while (last > 0);

        await _database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync("DELETE FROM session_spend WHERE last_ms < @Before", limit, transaction), null, cancellationToken);
        if (deleted > 0)
            await _database.ShrinkAsync(cancellationToken);
        return deleted;
    }
}

using Dapper;

namespace FusionOfN.Jobs;

/// <summary>The calls that wait for a batch or are in one.</summary>
internal sealed class BatchTable
{
    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;

    public BatchTable(StoreDatabase database, StoreWriter writer) => (_database, _writer) = (database, writer);

    /// <summary>Finds a call; one that waits for a batch of another job is taken over, because that job may never run again.</summary>
    public async Task<BatchCall?> FindAsync(CallKey key, string job, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT job_id AS JobId, batch_id AS BatchId, attempts AS Attempts, failure AS Failure FROM batch_calls WHERE call_key = @key";
        byte[] name = key.ToBytes();
        BatchCall? call = await _database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<BatchCall>(Sql, new { key = name }), cancellationToken);
        if (call is { BatchId: null } && call.JobId != job)
            await _writer.WriteAsync(batch => batch.Add("UPDATE batch_calls SET job_id = $2 WHERE call_key = $1 AND batch_id IS NULL", name, job));
        return call;
    }

    public Task AddAsync(CallKey key, BatchRoute route, string job, byte[] body) => _writer.WriteAsync(batch => batch.Add(
        "INSERT INTO batch_calls (call_key, job_id, place, model, attempts, body) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (call_key) DO NOTHING",
        key.ToBytes(), job, route.Place, route.Model, 0, body));

    public Task RemoveAsync(CallKey key) => _writer.WriteAsync(batch => batch.Add("DELETE FROM batch_calls WHERE call_key = $1", key.ToBytes()));
}

/// <summary>A call that waits for a batch or is in one.</summary>
internal sealed class BatchCall
{
    public string JobId { get; init; } = "";

    public string? BatchId { get; init; }

    public long Attempts { get; init; }

    /// <summary>What it ended with after all attempts; null while it has not.</summary>
    public byte[]? Failure { get; init; }
}

using System.Security.Cryptography;
using Dapper;

namespace FusionOfN.Jobs;

/// <summary>The batches of one job in its store.</summary>
internal sealed class BatchLog
{
    private const int ReadAtOnce = 256;

    private const string Select = """
        SELECT batch_id AS Id, job_id AS JobId, place AS Place, model AS Model, shard_hash AS ShardHash, calls AS Calls, state AS State, created_ms AS CreatedMs,
            remote_id AS RemoteId, remote_state AS RemoteState, completed AS Completed, ended_ms AS EndedMs, reason AS Reason FROM batches
        """;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _time;
    private readonly string _job;

    public BatchLog(CallStore store, string job, TimeProvider time)
    {
        _database = store.Database;
        _writer = store.Writer;
        _time = time;
        _job = job;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Every batch of the job, the oldest first.</summary>
    public async Task<IReadOnlyList<BatchSummary>> ListAsync(CancellationToken cancellationToken) => (await _database.ReadAsync(
        connection => connection.QueryAsync<BatchSummary>($"{Select} WHERE job_id = @job ORDER BY created_ms, batch_id", new { job = _job }), cancellationToken)).AsList();

    /// <summary>Batches that have not ended: the job's own, and those of others of which the provider is known to have them.</summary>
    public async Task<IReadOnlyList<BatchSummary>> OpenAsync(CancellationToken cancellationToken) => (await _database.ReadAsync(
        connection => connection.QueryAsync<BatchSummary>($"{Select} WHERE state = 1 OR (state = 0 AND job_id = @job) ORDER BY created_ms, batch_id", new { job = _job }), cancellationToken)).AsList();

    /// <summary>Batches that have ended and of which the provider still keeps something.</summary>
    public async Task<IReadOnlyList<BatchSummary>> UncleanAsync(CancellationToken cancellationToken) => (await _database.ReadAsync(
        connection => connection.QueryAsync<BatchSummary>($"{Select} WHERE state >= 2 AND is_clean = 0 AND remote_id IS NOT NULL AND job_id = @job", new { job = _job }), cancellationToken)).AsList();

    /// <summary>How many of the job's calls wait for a batch, by model.</summary>
    public async Task<IReadOnlyList<(BatchRoute Route, long Calls)>> WaitingAsync(CancellationToken cancellationToken)
    {
        const string Sql = "SELECT place, model, COUNT(*) FROM batch_calls WHERE job_id = @job AND batch_id IS NULL AND failure IS NULL GROUP BY place, model";
        var rows = await _database.ReadAsync(connection => connection.QueryAsync<(string Place, string Model, long Calls)>(Sql, new { job = _job }), cancellationToken);
        return [.. rows.Select(row => (new BatchRoute(row.Place, row.Model), row.Calls))];
    }

    /// <summary>Writes down that a batch of the calls that wait is wanted: before it is asked for.</summary>
    /// <returns>The batch; null when no call waits.</returns>
    public Task<BatchSummary?> AskAsync(BatchRoute route, int maxCalls, long maxBytes, CancellationToken cancellationToken) => _database.WriteAsync(
        async transaction =>
        {
            const string Waiting = "job_id = @job AND place = @Place AND model = @Model AND batch_id IS NULL AND failure IS NULL";
            object parameters = new { job = _job, route.Place, route.Model, maxCalls };
            var rows = await transaction.Connection!.QueryAsync<(byte[] Key, long Bytes)>(
                $"SELECT call_key, CAST(LENGTH(body) AS BIGINT) FROM batch_calls WHERE {Waiting} ORDER BY call_key LIMIT @maxCalls", parameters, transaction);
            byte[]? last = null;
            long calls = 0, bytes = 0;
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((byte[] key, long length) in rows)
            {
                // The line around the body has a name and an address.
                bytes += length + 256;
                if (calls > 0 && bytes > maxBytes)
                    break;
                hash.AppendData(key);
                last = key;
                calls++;
            }

            if (last is null)
                return null;
            BatchSummary batch = new()
            {
                Id = Guid.NewGuid().ToString("n"),
                JobId = _job,
                Place = route.Place,
                Model = route.Model,
                ShardHash = Convert.ToHexStringLower(hash.GetHashAndReset())[..32],
                Calls = calls,
                CreatedMs = Now,
            };
            await transaction.Connection!.ExecuteAsync(
                """
                INSERT INTO batches (batch_id, job_id, place, model, shard_hash, calls, state, created_ms, is_clean)
                VALUES (@Id, @JobId, @Place, @Model, @ShardHash, @Calls, 0, @CreatedMs, 0)
                """,
                new { batch.Id, batch.JobId, batch.Place, batch.Model, batch.ShardHash, batch.Calls, batch.CreatedMs },
                transaction);
            await transaction.Connection!.ExecuteAsync(
                $"UPDATE batch_calls SET batch_id = @Id WHERE {Waiting} AND call_key <= @last", new { job = _job, route.Place, route.Model, batch.Id, last }, transaction);
            return batch;
        },
        null,
        cancellationToken);

    /// <summary>The calls of a batch in the order of its lines.</summary>
    public async IAsyncEnumerable<(byte[] Key, byte[] Body)> ReadAsync(BatchSummary batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Sql = "SELECT call_key, body FROM batch_calls WHERE job_id = @JobId AND place = @Place AND model = @Model AND batch_id = @Id AND call_key > @after ORDER BY call_key LIMIT @size";
        byte[] after = [];
        while (true)
        {
            object parameters = new { batch.JobId, batch.Place, batch.Model, batch.Id, after, size = ReadAtOnce };
            var rows = (await _database.ReadAsync(connection => connection.QueryAsync<(byte[] Key, byte[] Body)>(Sql, parameters), cancellationToken)).AsList();
            foreach ((byte[] Key, byte[] Body) row in rows)
                yield return row;
            if (rows.Count < ReadAtOnce)
                yield break;
            after = rows[^1].Key;
        }
    }

    /// <summary>What was sent of a call; null when it is none of the batch any more.</summary>
    public Task<byte[]?> FindBodyAsync(BatchSummary batch, byte[] key, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => connection.QuerySingleOrDefaultAsync<byte[]?>("SELECT body FROM batch_calls WHERE call_key = @key AND batch_id = @Id", new { key, batch.Id }), cancellationToken);

    /// <summary>Writes down how the provider says that a batch stands.</summary>
    public Task NoteAsync(BatchSummary batch, Providers.RemoteBatch remote) => _writer.WriteAsync(write => write.Add(
        "UPDATE batches SET state = 1, remote_id = $2, remote_state = $3, completed = CAST($4 AS BIGINT) WHERE batch_id = $1 AND state < 2",
        batch.Id, remote.Id, StoreText.Clean(remote.State), remote.Completed));

    /// <summary>
    /// Keeps the answer to a call of a batch, and books what it cost. A batch may be read twice, after a crash or by two jobs that share it: whoever comes second finds
    /// that the call is gone.
    /// </summary>
    public Task KeepAsync(BatchSummary batch, byte[] key, StoredCall call)
    {
        byte[] body = StoredCallJson.Write(call);
        long? cost = call.CostUsd is { } usd ? NanoUsd.From(usd) : null;
        long now = Now;
        return _writer.WriteAsync(write =>
        {
            const string IsOpen = "EXISTS (SELECT 1 FROM batch_calls WHERE call_key = $1 AND batch_id = $2)";
            write.Add(
                $"""
                INSERT INTO calls (call_key, model, is_failure, created_ms, input_tokens, output_tokens, cost_nano, body, job_id)
                SELECT $1, $3, $4, $5, CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS BIGINT), $9, $10 WHERE {IsOpen} ON CONFLICT (call_key) DO NOTHING
                """,
                key, batch.Id, StoreText.Clean(batch.Model), call.IsWithoutAnswer, now, call.Usage?.InputTokenCount, call.Usage?.OutputTokenCount, cost, body, batch.JobId);
            write.Add(
                $"""
                INSERT INTO spend (job_id, calls, unpriced_calls, input_tokens, output_tokens, cost_nano)
                SELECT $3, 1, CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT) WHERE {IsOpen}
                ON CONFLICT (job_id) DO UPDATE SET calls = spend.calls + 1, unpriced_calls = spend.unpriced_calls + excluded.unpriced_calls,
                    input_tokens = spend.input_tokens + excluded.input_tokens, output_tokens = spend.output_tokens + excluded.output_tokens,
                    cost_nano = spend.cost_nano + excluded.cost_nano
                """,
                key, batch.Id, batch.JobId, cost is null ? 1L : 0L, call.Usage?.InputTokenCount ?? 0L, call.Usage?.OutputTokenCount ?? 0L, cost ?? 0L);
            write.Add("DELETE FROM batch_calls WHERE call_key = $1 AND batch_id = $2", key, batch.Id);
        });
    }

    /// <summary>Forgets a call of a batch: it is written anew when it is needed.</summary>
    public Task ForgetAsync(BatchSummary batch, byte[] key) =>
        _writer.WriteAsync(write => write.Add("DELETE FROM batch_calls WHERE call_key = $1 AND batch_id = $2", key, batch.Id));

    /// <summary>Lets a call of a batch that failed wait for another batch, or fail for good after the last attempt.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="key">The call.</param>
    /// <param name="failure">What it ended with.</param>
    /// <param name="maxAttempts">How often it is sent at most; null when this one does not count.</param>
    public Task RetryAsync(BatchSummary batch, byte[] key, StoredFailure failure, int? maxAttempts)
    {
        byte[] body = StoredCallJson.Write(failure);
        return _writer.WriteAsync(write => write.Add(
            """
            UPDATE batch_calls SET batch_id = NULL, attempts = attempts + $3, failure = CASE WHEN attempts + $3 >= $4 THEN $5 ELSE failure END
            WHERE call_key = $1 AND batch_id = $2
            """,
            key, batch.Id, maxAttempts is null ? 0 : 1, maxAttempts ?? int.MaxValue, body));
    }

    /// <summary>The batch has ended. Calls that it did not answer wait for another, or have failed for good after the last attempt.</summary>
    public Task EndAsync(BatchSummary batch, BatchState state, string? remoteState, string? reason, StoredFailure unanswered, int? maxAttempts)
    {
        byte[] body = StoredCallJson.Write(unanswered);
        long now = Now;
        return _writer.WriteAsync(write =>
        {
            write.Add(
                """
                UPDATE batch_calls SET batch_id = NULL, attempts = attempts + $5, failure = CASE WHEN attempts + $5 >= $6 THEN $7 ELSE failure END
                WHERE job_id = $1 AND place = $2 AND model = $3 AND batch_id = $4
                """,
                batch.JobId, batch.Place, batch.Model, batch.Id, maxAttempts is null ? 0 : 1, maxAttempts ?? int.MaxValue, body);
            write.Add(
                "UPDATE batches SET state = $2, remote_state = $3, ended_ms = $4, reason = $5 WHERE batch_id = $1",
                batch.Id, (int)state, StoreText.Clean(remoteState) ?? "", now, StoreText.Clean(reason) ?? "");
        });
    }

    public Task NoteCleanAsync(BatchSummary batch) => _writer.WriteAsync(write => write.Add("UPDATE batches SET is_clean = 1 WHERE batch_id = $1", batch.Id));
}

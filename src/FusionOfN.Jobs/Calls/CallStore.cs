using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace FusionOfN.Jobs;

/// <summary>
/// What was bought, so that nothing is bought twice: one row per call, by the hash of its request. Any number of jobs may share it. Nothing is ever deleted
/// unless <see cref="PruneAsync"/> is asked to.
/// </summary>
#pragma warning disable CA1001 // The store of jobs that it belongs to closes it.
public sealed class CallStore
#pragma warning restore CA1001
{
    private const int ReadAtOnce = 256;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _time;
    private readonly PreparedQuery _find;
    private readonly ConcurrentDictionary<CallKey, TaskCompletionSource<StoredCall?>> _inFlight = new();

    internal CallStore(StoreDatabase database, StoreWriter writer, TimeProvider time)
    {
        _database = database;
        _writer = writer;
        _time = time;
        Batches = new BatchTable(database, writer);
        _find = new PreparedQuery(database, "SELECT body FROM calls WHERE call_key = $1", parameters: 1);
    }

    /// <summary>The calls that wait for a batch or are in one.</summary>
    internal BatchTable Batches { get; }

    internal StoreDatabase Database => _database;

    internal StoreWriter Writer => _writer;

    /// <summary>What was bought by this name; null when nothing was.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal async Task<StoredCall?> FindAsync(CallKey key, CancellationToken cancellationToken) =>
        await _find.FindAsync(reader => reader.GetFieldValue<byte[]>(0), key.ToBytes(), cancellationToken) is { } body ? StoredCallJson.Read(body) : null;

    /// <summary>Takes a call upon oneself, so that equal calls wait for it instead of being sent too.</summary>
    /// <param name="key">The call.</param>
    /// <param name="other">The call that is in flight already, when there is one: its end, or null when it ended without anything to keep.</param>
    /// <returns>The claim, to be closed with <see cref="Release"/>; null when another has it.</returns>
    internal TaskCompletionSource<StoredCall?>? TryClaim(CallKey key, out Task<StoredCall?> other)
    {
        TaskCompletionSource<StoredCall?> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<StoredCall?> holder = _inFlight.GetOrAdd(key, mine);
        other = holder.Task;
        return ReferenceEquals(holder, mine) ? mine : null;
    }

    internal void Release(CallKey key, TaskCompletionSource<StoredCall?> claim, StoredCall? call)
    {
        _inFlight.TryRemove(new(key, claim));
        claim.TrySetResult(call);
    }

    /// <summary>Keeps a call and books what it cost; returns when both are on the disk.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal Task AddAsync(CallKey? key, string model, StoredCall call, string? job)
    {
        byte[]? body = key is null ? null : StoredCallJson.Write(call);
        long? cost = call.CostUsd is { } usd ? NanoUsd.From(usd) : null;
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return _writer.WriteAsync(batch =>
        {
            if (key is { } name)
            {
                batch.Add(
                    """
                    INSERT INTO calls (call_key, model, is_failure, created_ms, input_tokens, output_tokens, cost_nano, body, job_id)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (call_key) DO NOTHING
                    """,
                    name.ToBytes(), StoreText.Clean(model), call.IsWithoutAnswer, now, call.Usage?.InputTokenCount, call.Usage?.OutputTokenCount, cost, body, job);
            }

            if (job is not null)
            {
                batch.Add(
                    """
                    INSERT INTO spend (job_id, calls, unpriced_calls, input_tokens, output_tokens, cost_nano) VALUES ($1, 1, $2, $3, $4, $5)
                    ON CONFLICT (job_id) DO UPDATE SET calls = spend.calls + 1, unpriced_calls = spend.unpriced_calls + excluded.unpriced_calls,
                        input_tokens = spend.input_tokens + excluded.input_tokens, output_tokens = spend.output_tokens + excluded.output_tokens,
                        cost_nano = spend.cost_nano + excluded.cost_nano
                    """,
                    job, cost is null ? 1L : 0L, call.Usage?.InputTokenCount ?? 0L, call.Usage?.OutputTokenCount ?? 0L, cost ?? 0L);
            }
        });
    }

    /// <summary>What a job bought from the beginning.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal async Task<JobSpend> SpendAsync(string job, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT calls AS Calls, unpriced_calls AS UnpricedCalls, input_tokens AS InputTokens, output_tokens AS OutputTokens, cost_nano AS CostNano FROM spend WHERE job_id = @job";
        return await _database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<JobSpend>(Sql, new { job }), cancellationToken) ?? new JobSpend();
    }

    /// <summary>What the store holds, by model.</summary>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<CallStoreStats> StatsAsync(CancellationToken cancellationToken = default)
    {
        const string Sql = """
            SELECT model AS Model, COUNT(*) AS Calls, CAST(SUM(CASE WHEN is_failure THEN 1 ELSE 0 END) AS BIGINT) AS Failures,
                   CAST(COALESCE(SUM(input_tokens), 0) AS BIGINT) AS InputTokens, CAST(COALESCE(SUM(output_tokens), 0) AS BIGINT) AS OutputTokens,
                   CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) AS CostNano, CAST(SUM(LENGTH(body)) AS BIGINT) AS Bytes, MIN(created_ms) AS OldestMs, MAX(created_ms) AS NewestMs
            FROM calls GROUP BY model
            """;
        var rows = await _database.ReadAsync(connection => connection.QueryAsync<StatsRow>(Sql), cancellationToken);
        ModelCallStats[] models = [.. rows.Select(row => row.ToStats()).OrderByDescending(stats => stats.Bytes).ThenBy(stats => stats.Model, StringComparer.Ordinal)];
        return new CallStoreStats(models.Sum(stats => stats.Calls), await _database.SizeAsync(cancellationToken), models);
    }

    /// <summary>The bytes that the store takes on the disk, jobs and results included.</summary>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<long> SizeAsync(CancellationToken cancellationToken = default) => _database.SizeAsync(cancellationToken);

    /// <summary>How much a rule would delete. Nothing is deleted.</summary>
    /// <param name="rule">Which calls.</param>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="ArgumentException">The rule sets nothing.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<PruneCount> CountAsync(PruneRule rule, CancellationToken cancellationToken = default)
    {
        if (await ConditionAsync(rule, cancellationToken) is not { } condition)
            return new PruneCount(0, 0, 0);
        string sql = $"""
            SELECT COUNT(*) AS Calls, CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) AS Bytes, CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) AS CostNano
            FROM calls WHERE {condition.Where}
            """;
        (long calls, long bytes, long cost) = await _database.ReadAsync(connection => connection.QuerySingleAsync<(long, long, long)>(sql, condition.Parameters), cancellationToken);
        return new PruneCount(calls, bytes, NanoUsd.ToUsd(cost));
    }

    /// <summary>Deletes calls and gives their room back.</summary>
    /// <param name="rule">Which.</param>
    /// <param name="cancellationToken">Stops deleting; what was deleted stays so.</param>
    /// <returns>The number of calls deleted.</returns>
    /// <exception cref="ArgumentException">The rule sets nothing: it would delete everything.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<long> PruneAsync(PruneRule rule, CancellationToken cancellationToken = default)
    {
        if (await ConditionAsync(rule, cancellationToken) is not { } condition)
            return 0;
        long deleted = await _database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync($"DELETE FROM calls WHERE {condition.Where}", condition.Parameters, transaction), null, cancellationToken);
        if (deleted > 0)
            await _database.ShrinkAsync(cancellationToken);
        return deleted;
    }

    /// <summary>Every call that is kept, in the order of their keys.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async IAsyncEnumerable<StoredCallRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Sql = "SELECT call_key AS CallKey, model AS Model, created_ms AS CreatedMs, body AS Body FROM calls WHERE call_key > @after ORDER BY call_key LIMIT @size";
        byte[] after = [];
        while (true)
        {
            var rows = (await _database.ReadAsync(connection => connection.QueryAsync<ExportRow>(Sql, new { after, size = ReadAtOnce }), cancellationToken)).AsList();
            foreach (ExportRow row in rows)
                yield return new StoredCallRow(Convert.ToHexStringLower(row.CallKey), row.Model, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs), row.Body);
            if (rows.Count < ReadAtOnce)
                yield break;
            after = rows[^1].CallKey;
        }
    }

    internal ValueTask CloseAsync() => _find.DisposeAsync();

    /// <summary>A rule in SQL; null when it holds for nothing.</summary>
    private async Task<(string Where, object Parameters)?> ConditionAsync(PruneRule rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.IsEmpty)
            throw new ArgumentException("Say which calls are to be deleted: by age, model, job, size, or failures only.");
        long? until = rule.MaxBytes is { } most ? await OldestKeptAsync(most, cancellationToken) : null;
        if (rule.MaxBytes is not null && until is null)
            return null;
        string where = $"""
            created_ms < @before{(rule.Model is null ? "" : " AND model = @model")}{(rule.OnlyFailures ? " AND is_failure" : "")}{(
                rule.Job is null ? "" : " AND job_id IN (SELECT job_id FROM jobs WHERE name = @job)")}
            """;
        long before = Math.Min(rule.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue, until ?? long.MaxValue);
        return (where, new { before, model = rule.Model, job = rule.Job });
    }

    /// <summary>The moment before which calls are deleted so that the rest takes no more than so many bytes; null when nothing has to be.</summary>
    private Task<long?> OldestKeptAsync(long most, CancellationToken cancellationToken) => _database.ReadAsync(
        async connection =>
        {
            await using DbDataReader reader = await connection.ExecuteReaderAsync("SELECT created_ms, LENGTH(body) FROM calls ORDER BY created_ms DESC, call_key");
            long bytes = 0;
            while (await reader.ReadAsync(cancellationToken))
            {
                bytes += reader.GetInt64(1);
                if (bytes > most)
                    return reader.GetInt64(0) + 1;
            }

            return (long?)null;
        },
        cancellationToken);

    private sealed class ExportRow
    {
        public byte[] CallKey { get; init; } = [];

        public string Model { get; init; } = "";

        public long CreatedMs { get; init; }

        public byte[] Body { get; init; } = [];
    }

    private sealed class StatsRow
    {
        public string Model { get; init; } = "";

        public long Calls { get; init; }

        public long Failures { get; init; }

        public long InputTokens { get; init; }

        public long OutputTokens { get; init; }

        public long CostNano { get; init; }

        public long Bytes { get; init; }

        public long OldestMs { get; init; }

        public long NewestMs { get; init; }

        public ModelCallStats ToStats() => new()
        {
            Model = Model,
            Calls = Calls,
            Failures = Failures,
            InputTokens = InputTokens,
            OutputTokens = OutputTokens,
            CostUsd = NanoUsd.ToUsd(CostNano),
            Bytes = Bytes,
            Oldest = DateTimeOffset.FromUnixTimeMilliseconds(OldestMs),
            Newest = DateTimeOffset.FromUnixTimeMilliseconds(NewestMs),
        };
    }
}

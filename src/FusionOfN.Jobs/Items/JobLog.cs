using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace FusionOfN.Jobs;

/// <summary>The log of one job: which item stands where in the input, and how each of them ended. Everything else about a job is derived from it.</summary>
public sealed class JobLog : IAsyncDisposable
{
    private const int ReadAtOnce = 500;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly CallStore _calls;
    private readonly JobRow _job;
    private readonly TimeProvider _time;
    private readonly IAsyncDisposable? _hold;
    private readonly DecisionTable _decisions;

    private JobLog(StoreDatabase database, StoreWriter writer, CallStore calls, JobRow job, TimeProvider time, IAsyncDisposable? hold, DecisionTable decisions)
    {
        _database = database;
        _writer = writer;
        _calls = calls;
        _job = job;
        _time = time;
        _hold = hold;
        _decisions = decisions;
    }

    /// <summary>The job's name.</summary>
    public string Name => _job.Name;

    /// <summary>What all seeds of its items derive from.</summary>
    public long Seed => _job.Seed;

    internal string JobId => _job.JobId;

    internal DecisionTable Decisions => _decisions;

    internal static async Task<JobLog> OpenAsync(
        StoreDatabase database, StoreWriter writer, CallStore calls, JobRow job, TimeProvider time, IAsyncDisposable? hold, CancellationToken cancellationToken) =>
        new(database, writer, calls, job, time, hold, await DecisionTable.OpenAsync(database, writer, job.JobId, cancellationToken));

    /// <summary>How the items stand.</summary>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken = default)
    {
        const string Sql = $"""
            SELECT CAST(COALESCE(r.state, 0) AS INTEGER) AS State, COUNT(*) AS Items FROM items i
            LEFT JOIN results r ON r.job_id = i.job_id AND r.item_id = {ItemId.Expression} WHERE i.job_id = @JobId GROUP BY COALESCE(r.state, 0)
            """;
        return await _database.ReadAsync(
            async connection =>
            {
                var states = (await connection.QueryAsync<(int State, long Items)>(Sql, _job)).ToDictionary(row => (ItemState)row.State, row => row.Items);
                long? items = await connection.ExecuteScalarAsync<long?>("SELECT items FROM jobs WHERE job_id = @JobId", _job);
                return new JobCounts(states.Values.Sum(), items is not null)
                {
                    Done = states.GetValueOrDefault(ItemState.Done),
                    Filtered = states.GetValueOrDefault(ItemState.Filtered),
                    Failed = states.GetValueOrDefault(ItemState.Failed),
                };
            },
            cancellationToken);
    }

    /// <summary>What the job is and came to.</summary>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<JobSummary> SummariseAsync(CancellationToken cancellationToken = default)
    {
        JobSpend spend = await SpendAsync(cancellationToken);
        return new JobSummary(Name, DateTimeOffset.FromUnixTimeMilliseconds(_job.CreatedMs), await CountAsync(cancellationToken))
        {
            Calls = spend.Calls,
            CostUsd = spend.CostUsd,
            UnpricedCalls = spend.UnpricedCalls,
            InputTokens = spend.InputTokens,
            OutputTokens = spend.OutputTokens,
        };
    }

    /// <summary>The batches of the job, the oldest first.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<IReadOnlyList<BatchSummary>> ListBatchesAsync(CancellationToken cancellationToken = default) => new BatchLog(_calls, JobId, _time).ListAsync(cancellationToken);

    /// <summary>How many calls of the job wait for a batch.</summary>
    /// <param name="cancellationToken">Stops counting.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<long> CountWaitingCallsAsync(CancellationToken cancellationToken = default) =>
        (await new BatchLog(_calls, JobId, _time).WaitingAsync(cancellationToken)).Sum(waiting => waiting.Calls);

    /// <summary>The items in the order of the input, as it was last read.</summary>
    /// <param name="states">Which of them; none means all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async IAsyncEnumerable<ItemRow> ReadAsync(IReadOnlyCollection<ItemState>? states = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (long position = 0; ; position += ReadAtOnce)
        {
            long first = position;
            var rows = await _database.ReadAsync(connection => ReadAsync(connection, first), cancellationToken);
            if (rows.Count == 0)
                yield break;
            foreach (ItemRow row in rows.Where(row => states is not { Count: > 0 } || states.Contains(row.State)))
                yield return row;
        }
    }

    /// <summary>Makes failed items wait again: what they decided and the failures that they were told are forgotten, what they bought is not.</summary>
    /// <param name="kinds">The kinds of failures; none means all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The number of items that wait again.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<long> RetryAsync(IReadOnlyCollection<string>? kinds = null, CancellationToken cancellationToken = default)
    {
        string where = $"job_id = @JobId AND state = {(int)ItemState.Failed}{(kinds is { Count: > 0 } ? $" AND kind {_database.IsOneOf("@kinds")}" : "")}";
        object parameters = new { _job.JobId, kinds = kinds?.ToArray() ?? [] };
        return await _database.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                var lists = await connection.QueryAsync<byte[]>($"SELECT failure_keys FROM results WHERE {where} AND failure_keys IS NOT NULL", parameters, transaction);
                foreach (byte[] key in lists.SelectMany(list => list.Chunk(CallKey.Size)))
                    await connection.ExecuteAsync("DELETE FROM calls WHERE call_key = @key AND is_failure", new { key }, transaction);
                await connection.ExecuteAsync($"DELETE FROM decisions WHERE job_id = @JobId AND item_id IN (SELECT item_id FROM results WHERE {where})", parameters, transaction);
                return (long)await connection.ExecuteAsync($"DELETE FROM results WHERE {where}", parameters, transaction);
            },
            null,
            cancellationToken);
    }

    /// <summary>Gives the job free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_hold is null)
            return;
        try
        {
            await _writer.WriteAsync(batch => batch.Add("UPDATE jobs SET holder = NULL WHERE job_id = $1", JobId));
        }
        catch (StoreException)
        {
            // Whoever comes next finds that nobody holds it.
        }

        await _hold.DisposeAsync();
    }

    internal Task<JobSpend> SpendAsync(CancellationToken cancellationToken) => _calls.SpendAsync(JobId, cancellationToken);

    internal InputPass BeginPass() => new(_database, _writer, JobId);

    /// <summary>Writes down how an item ended; returns when that is on the disk. What was decided on the way is not needed any more.</summary>
    internal Task CommitAsync(string item, ItemOutcome outcome, byte[]? failureKeys, bool hasDecisions)
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return _writer.WriteAsync(batch =>
        {
            batch.Add(
                """
                INSERT INTO results (job_id, item_id, state, kind, reason, created_ms, failure_keys, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (job_id, item_id) DO NOTHING
                """,
                JobId, item, (int)outcome.State, StoreText.Clean(outcome.Kind), StoreText.Clean(outcome.Reason), now, failureKeys, outcome.Row.ToArray());
            if (hasDecisions)
                batch.Add("DELETE FROM decisions WHERE job_id = $1 AND item_id = $2", JobId, item);
        });
    }

    /// <summary>Takes back how items ended: they wait again.</summary>
    /// <returns>How they stood.</returns>
    internal Task<IReadOnlyList<ItemState>> TakeBackAsync(IReadOnlyList<string> items) => _database.WriteAsync<IReadOnlyList<ItemState>>(
        async transaction =>
        {
            string where = $"WHERE job_id = @JobId AND item_id {_database.IsOneOf("@ids")}";
            object parameters = new { _job.JobId, ids = items.ToArray() };
            var states = await transaction.Connection!.QueryAsync<int>($"SELECT state FROM results {where}", parameters, transaction);
            await transaction.Connection!.ExecuteAsync($"DELETE FROM results {where}", parameters, transaction);
            return [.. states.Select(state => (ItemState)state)];
        },
        null,
        CancellationToken.None);

    private async Task<IReadOnlyList<ItemRow>> ReadAsync(DbConnection connection, long first)
    {
        const string Items = "SELECT position AS Position, content AS Content, occurrence AS Occurrence FROM items WHERE job_id = @JobId AND position >= @first AND position < @last ORDER BY position";
        string sql = $"SELECT item_id AS Id, state AS State, kind AS Kind, reason AS Reason, created_ms AS CreatedMs, body AS Body FROM results WHERE job_id = @JobId AND item_id {_database.IsOneOf("@ids")}";
        var items = (await connection.QueryAsync<InputRow>(Items, new { _job.JobId, first, last = first + ReadAtOnce })).AsList();
        if (items.Count == 0)
            return [];
        string[] ids = [.. items.Select(item => item.Id)];
        var results = (await connection.QueryAsync<ResultRow>(sql, new { _job.JobId, ids })).ToDictionary(row => row.Id, StringComparer.Ordinal);
        return [.. items.Select(item => results.GetValueOrDefault(item.Id)?.ToItem(item.Position) ?? new ItemRow(item.Position, item.Id, ItemState.Waiting))];
    }

    private sealed class ResultRow
    {
        public string Id { get; init; } = "";

        public long State { get; init; }

        public string? Kind { get; init; }

        public string? Reason { get; init; }

        public long CreatedMs { get; init; }

        public byte[] Body { get; init; } = [];

        public ItemRow ToItem(long position) => new(position, Id, (ItemState)State)
        {
            Kind = Kind,
            Reason = Reason,
            EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
            Row = Body,
        };
    }
}

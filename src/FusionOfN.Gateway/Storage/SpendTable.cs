using System.Data.Common;
using Dapper;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>What keys and conversations took. These sums outlive the runs they came from.</summary>
internal sealed class SpendTable
{
    private const string Sum = """
        requests = {0}.requests + excluded.requests, unpriced_requests = {0}.unpriced_requests + excluded.unpriced_requests,
        input_tokens = {0}.input_tokens + excluded.input_tokens, output_tokens = {0}.output_tokens + excluded.output_tokens,
        cost_nano = {0}.cost_nano + excluded.cost_nano
        """;

    private static readonly string AddDay = $"""
        INSERT INTO day_spend (day, key_id, requests, unpriced_requests, input_tokens, output_tokens, cost_nano)
        VALUES (@Day, @KeyId, @Requests, @UnpricedRequests, @InputTokens, @OutputTokens, @CostNano)
        ON CONFLICT (day, key_id) DO UPDATE SET {Sum.Replace("{0}", "day_spend", StringComparison.Ordinal)}
        """;

    private static readonly string AddSession = $"""
        INSERT INTO session_spend (session_id, key_id, last_ms, requests, unpriced_requests, input_tokens, output_tokens, cost_nano)
        VALUES (@SessionId, @KeyId, @LastMs, @Requests, @UnpricedRequests, @InputTokens, @OutputTokens, @CostNano)
        ON CONFLICT (session_id, key_id) DO UPDATE SET {Sum.Replace("{0}", "session_spend", StringComparison.Ordinal)},
            last_ms = CASE WHEN excluded.last_ms > session_spend.last_ms THEN excluded.last_ms ELSE session_spend.last_ms END
        """;

    private readonly StoreDatabase _database;

    public SpendTable(StoreDatabase database) => _database = database;

    /// <summary>Books, within a transaction. Rows are taken in one order everywhere, so that two writers cannot wait for each other.</summary>
    public static async Task AddAsync(DbTransaction transaction, SpendBook book)
    {
        var days = book.Days.OrderBy(pair => pair.Key.Day).ThenBy(pair => pair.Key.KeyId, StringComparer.Ordinal)
            .Select(pair => Parameters(pair.Value, new { Day = SpendRow.NameOf(pair.Key.Day), pair.Key.KeyId }));
        foreach (var day in days)
            await transaction.Connection!.ExecuteAsync(AddDay, day, transaction);

        var sessions = book.Sessions.OrderBy(pair => pair.Key.SessionId, StringComparer.Ordinal).ThenBy(pair => pair.Key.KeyId, StringComparer.Ordinal)
            .Select(pair => Parameters(pair.Value.Totals, new { pair.Key.SessionId, pair.Key.KeyId, pair.Value.LastMs }));
        foreach (var session in sessions)
            await transaction.Connection!.ExecuteAsync(AddSession, session, transaction);
    }

    /// <summary>What a key took on a day, as far as it is written, read on a given connection.</summary>
    public static async Task<SpendTotals> ReadAsync(DbConnection connection, string keyId, DateOnly day)
    {
        const string Sql = $"SELECT {SpendRow.Sums} FROM day_spend WHERE day = @Day AND key_id = @KeyId";
        return (await connection.QuerySingleAsync<SpendRow>(Sql, new { Day = SpendRow.NameOf(day), KeyId = keyId })).Totals;
    }

    /// <summary>What a session of a key took, as far as it is written, read on a given connection.</summary>
    public static async Task<SpendTotals> ReadSessionAsync(DbConnection connection, string sessionId, string keyId)
    {
        const string Sql = $"SELECT {SpendRow.Sums} FROM session_spend WHERE session_id = @SessionId AND key_id = @KeyId";
        return (await connection.QuerySingleAsync<SpendRow>(Sql, new { SessionId = sessionId, KeyId = keyId })).Totals;
    }

    /// <summary>What a key took on a day.</summary>
    public Task<SpendTotals> OfDayAsync(string? keyId, DateOnly day, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => ReadAsync(connection, keyId ?? "", day), cancellationToken);

    /// <summary>What each key took on each day of a span, both ends included, oldest first.</summary>
    public async Task<IReadOnlyList<DaySpend>> ByDayAsync(DateOnly from, DateOnly to, string? keyId, CancellationToken cancellationToken)
    {
        string ofKey = keyId is null ? "" : "AND key_id = @KeyId";
        string sql = $"""
            SELECT day AS Day, key_id AS KeyId, requests AS Requests, unpriced_requests AS UnpricedRequests, input_tokens AS InputTokens,
                   output_tokens AS OutputTokens, cost_nano AS CostNano
            FROM day_spend WHERE day >= @From AND day <= @To {ofKey} ORDER BY day, key_id
            """;
        var rows = await _database.ReadAsync(
            connection => connection.QueryAsync<SpendRow>(sql, new { From = SpendRow.NameOf(from), To = SpendRow.NameOf(to), KeyId = keyId }), cancellationToken);
        return [.. rows.Select(row => row.ToDaySpend())];
    }

    /// <summary>What a conversation took: with one key, or with all of them.</summary>
    public async Task<SpendTotals> OfSessionAsync(string sessionId, string? keyId, CancellationToken cancellationToken)
    {
        string ofKey = keyId is null ? "" : "AND key_id = @KeyId";
        string sql = $"SELECT {SpendRow.Sums} FROM session_spend WHERE session_id = @SessionId {ofKey}";
        object parameters = new { SessionId = StoreText.Clean(sessionId), KeyId = keyId };
        return (await _database.ReadAsync(connection => connection.QuerySingleAsync<SpendRow>(sql, parameters), cancellationToken)).Totals;
    }

    private static DynamicParameters Parameters(SpendTotals totals, object key)
    {
        DynamicParameters parameters = new(key);
        parameters.AddDynamicParams(new
        {
            totals.Requests,
            totals.UnpricedRequests,
            totals.InputTokens,
            totals.OutputTokens,
            CostNano = NanoUsd.From(totals.CostUsd),
        });
        return parameters;
    }
}

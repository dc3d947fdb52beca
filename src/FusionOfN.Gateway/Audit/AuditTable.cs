using System.Data.Common;
using Dapper;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>Refusals and changes of keys, the newest of them: what strangers can make grow has an end.</summary>
internal sealed class AuditTable
{
    /// <summary>The most entries on one page.</summary>
    public const int MaxPage = 200;

    /// <summary>The most entries that are kept.</summary>
    public const int MaxEntries = 100_000;

    private const string Insert =
        "INSERT INTO audit (entry_id, at_ms, event, key_id, source, reason, detail) VALUES (@EntryId, @AtMs, @Event, @KeyId, @Source, @Reason, @Detail)";

    private readonly StoreDatabase _database;

    public AuditTable(StoreDatabase database) => _database = database;

    /// <summary>Adds entries, within a transaction.</summary>
    public static Task AddAsync(DbTransaction transaction, IEnumerable<AuditEntry> entries) => transaction.Connection!.ExecuteAsync(
        Insert,
        entries.Select(entry => new
        {
            EntryId = Guid.CreateVersion7(entry.At).ToString("n"),
            AtMs = entry.At.ToUnixTimeMilliseconds(),
            entry.Event,
            KeyId = StoreText.Clean(entry.KeyId) ?? "",
            Source = StoreText.Clean(entry.Source) ?? "",
            Reason = StoreText.Clean(entry.Reason) ?? "",
            Detail = StoreText.Clean(entry.Detail) ?? "",
        }),
        transaction);

    /// <summary>Adds entries.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => _database.WriteAsync(
        async transaction =>
        {
            await AddAsync(transaction, entries);
            return entries.Count;
        },
        null,
        cancellationToken);

    /// <summary>The newest entries before a moment, newest first.</summary>
    /// <param name="before">The moment; null for the newest.</param>
    /// <param name="size">The most, up to <see cref="MaxPage"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(DateTimeOffset? before, int size, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT at_ms AS AtMs, event AS Event, key_id AS KeyId, source AS Source, reason AS Reason, detail AS Detail
            FROM audit WHERE at_ms < @Before ORDER BY at_ms DESC, entry_id DESC LIMIT @Size
            """;
        object parameters = new { Before = before?.ToUnixTimeMilliseconds() ?? long.MaxValue, Size = Math.Clamp(size, 1, MaxPage) };
        var rows = await _database.ReadAsync(connection => connection.QueryAsync<Row>(Sql, parameters), cancellationToken);
        return [.. rows.Select(row => new AuditEntry(DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.Event, row.KeyId, row.Source, row.Reason, row.Detail))];
    }

    /// <summary>Deletes what is older than a moment, and what is beyond <see cref="MaxEntries"/>.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) => _database.WriteAsync(
        transaction => transaction.Connection!.ExecuteAsync(
            "DELETE FROM audit WHERE at_ms < @Before OR at_ms < COALESCE((SELECT at_ms FROM audit ORDER BY at_ms DESC, entry_id DESC LIMIT 1 OFFSET @Most), 0)",
            new { Before = before.ToUnixTimeMilliseconds(), Most = MaxEntries },
            transaction),
        null,
        cancellationToken);

    private sealed class Row
    {
        public long AtMs { get; set; }

        public string Event { get; set; } = "";

        public string KeyId { get; set; } = "";

        public string Source { get; set; } = "";

        public string Reason { get; set; } = "";

        public string Detail { get; set; } = "";
    }
}

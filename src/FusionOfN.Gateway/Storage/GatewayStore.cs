using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>
/// What the gateway keeps: runs with their receipts, what keys and conversations spent, and the keys themselves. In an SQLite file by default,
/// in PostgreSQL when several gateways share it.
/// </summary>
public sealed class GatewayStore : IAsyncDisposable
{
    private readonly StoreDatabase _database;
    private readonly RunWriter _writer;
    private readonly RunTable _runs;
    private readonly SpendTable _spend;

    private GatewayStore(StoreDatabase database, GatewayStoreOptions options)
    {
        _database = database;
        _writer = new RunWriter(database, options);
        _runs = new RunTable(database);
        _spend = new SpendTable(database);
        Keys = new KeyTable(database, options.Time, options.Logger);
        Audit = new AuditTable(database);
    }

    /// <summary>Where it is, for people. Never holds a password.</summary>
    public string Description => _database.Description;

    /// <summary>The API keys.</summary>
    public KeyTable Keys { get; }

    /// <summary>Refusals and changes of keys.</summary>
    internal AuditTable Audit { get; }

    /// <summary>Receipts lost since the start, because the store did not work for too long. What they spent is not lost as long as this process lives.</summary>
    public long LostReceipts => _writer.Health.LostReceipts;

    /// <summary>How the store does, as far as the last write tells.</summary>
    internal StoreHealth Health => _writer.Health;

    /// <summary>Opens a store, and makes or updates its tables.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">How it waits and retries; when null, the standard.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="StoreException">It does not work; the message has the mend.</exception>
    public static async Task<GatewayStore> OpenAsync(StoreAddress address, GatewayStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        StoreDatabase database = address.ToDatabase(options.ToDatabase());
        try
        {
            await database.MigrateAsync(cancellationToken);
            return new GatewayStore(database, options);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Takes a run to be written in the background, and its spend to be booked on its key, day and conversation. Never waits and never fails:
    /// when it cannot be written, <see cref="LostReceipts"/> counts it and <see cref="Health"/> says why.
    /// </summary>
    internal void AddRun(StoredRun run) => _writer.Add(run);

    /// <summary>One run with its receipt, one that still waits to be written too; null when there is none.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal async Task<StoredRun?> FindRunAsync(string runId, CancellationToken cancellationToken) =>
        _writer.FindWaiting(runId) ?? await _runs.FindAsync(runId, cancellationToken);

    /// <summary>Some of the written runs, newest first, without their receipts.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cursor">What the page before gave; null for the first.</param>
    /// <param name="size">The most runs, 1 to 200.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="GatewayException">The cursor is none.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal Task<RunPage> ListRunsAsync(RunFilter filter, string? cursor, int size, CancellationToken cancellationToken) =>
        _runs.ListAsync(filter, cursor, size, cancellationToken);

    /// <summary>Deletes runs that started before a moment, with their receipts, and what was refused before it. Spend stays, except that of conversations that ended before it.</summary>
    /// <returns>The number of runs deleted.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<long> DeleteRunsBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await Audit.DeleteBeforeAsync(before, cancellationToken);
        return await _runs.DeleteBeforeAsync(before, cancellationToken);
    }

    /// <summary>What a key took on a UTC day, as far as it is written; null asks for requests without a key.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<SpendTotals> SpendAsync(string? keyId, DateOnly day, CancellationToken cancellationToken) => _spend.OfDayAsync(keyId, day, cancellationToken);

    /// <summary>What each key took on each UTC day of a span, both ends included, oldest first; days without spend are left out.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<IReadOnlyList<DaySpend>> SpendByDayAsync(DateOnly from, DateOnly to, string? keyId, CancellationToken cancellationToken) =>
        _spend.ByDayAsync(from, to, keyId, cancellationToken);

    /// <summary>What a conversation took, with one key or, when that is null, with all of them.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<SpendTotals> SpendOfSessionAsync(string sessionId, string? keyId, CancellationToken cancellationToken) =>
        _spend.OfSessionAsync(sessionId, keyId, cancellationToken);

    /// <summary>What others (gateways on the same store, and this one before it was started anew) booked on a key's day.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<SpendTotals> SpendOfOthersAsync(string keyId, DateOnly day, CancellationToken cancellationToken) =>
        // Between writes, so that what this process wrote is either in both figures or in none.
        _database.ReadBetweenWritesAsync(
            async connection => await SpendTable.ReadAsync(connection, keyId, day) - _writer.Written(keyId, day), cancellationToken);

    /// <summary>From now on, what this process books on a session is told apart from what others book.</summary>
    public void Follow(string sessionId, string keyId) => _writer.Follow(sessionId, keyId);

    /// <summary>Ends what <see cref="Follow"/> began.</summary>
    public void Unfollow(string sessionId, string keyId) => _writer.Unfollow(sessionId, keyId);

    /// <summary>What others booked on a session that is followed: gateways on the same store, and this one before.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<SpendTotals> SpendOfOthersAsync(string sessionId, string keyId, CancellationToken cancellationToken) =>
        _database.ReadBetweenWritesAsync(
            async connection => await SpendTable.ReadSessionAsync(connection, sessionId, keyId) - _writer.Written(sessionId, keyId), cancellationToken);

    /// <summary>Waits until every run taken so far is written or lost.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

    /// <summary>Writes what waits, as long as that takes no longer than the options allow, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _database.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using FusionOfN.Jobs;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>
/// All keys in memory, so that a request costs no look into the store: they are read again every few seconds while requests come in, whatever
/// is sent as a key. A key revoked by another process is refused after <see cref="StaleAfter"/> at the latest, one revoked in this process at once.
/// As long as the store cannot be read, the keys last read hold.
/// </summary>
internal sealed class KeyRing
{
    /// <summary>Younger than this, what is in memory is taken; older, it is read again behind the request.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    /// <summary>Older than this, a request waits until it is read again.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    // A key that was just made elsewhere should work; guesses must not turn into queries.
    private static readonly TimeSpan UnknownAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly KeyTable _table;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);
    private volatile KeySnapshot? _snapshot;
    private long _changes;
    private long _changesRead;
    private Task<KeySnapshot>? _reading;

    public KeyRing(KeyTable table, TimeProvider time, ILogger logger)
    {
        _table = table;
        _time = time;
        _logger = logger;
        table.Added += () => Interlocked.Increment(ref _changes);
        table.Revoked += id => _revoked[id] = true;
    }

    // As long as what was read may lack a key of this process, nothing goes by it: least of all that there is no key.
    private bool IsOutdated => Interlocked.Read(ref _changesRead) != Interlocked.Read(ref _changes);

    /// <summary>The keys.</summary>
    /// <exception cref="GatewayException">They were never read, and cannot be.</exception>
    public ValueTask<KeySnapshot> GetAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is not { } known || IsOutdated)
            return new(ReadAsync(cancellationToken));

        TimeSpan age = _time.GetElapsedTime(known.Timestamp);
        if (age >= StaleAfter)
            return new(ReadAsync(cancellationToken));
        if (age >= FreshFor)
            _ = StartReading();
        return new(known);
    }

    /// <summary>The key of a secret; null when there is none.</summary>
    /// <exception cref="GatewayException">The keys were never read, and cannot be.</exception>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        string hash = KeySecret.HashOf(secret);
        KeySnapshot snapshot = await GetAsync(cancellationToken);
        if (!snapshot.ByHash.TryGetValue(hash, out ApiKey? key) && _time.GetElapsedTime(snapshot.Timestamp) >= UnknownAfter)
            (await ReadAsync(cancellationToken)).ByHash.TryGetValue(hash, out key);

        return key is null ? null : Marked(key);
    }

    /// <summary>The key with that id; null when there is none.</summary>
    /// <exception cref="GatewayException">The keys were never read, and cannot be.</exception>
    public async ValueTask<ApiKey?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        KeySnapshot snapshot = await GetAsync(cancellationToken);
        return snapshot.ByHash.Values.FirstOrDefault(key => key.Id == id) is { } known ? Marked(known) : null;
    }

    // The time only matters as something that is not null: the moment is in the store.
    private ApiKey Marked(ApiKey key) => _revoked.ContainsKey(key.Id) ? key with { RevokedAt = key.RevokedAt ?? _time.GetUtcNow() } : key;

    private async Task<KeySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan longest = _snapshot is null ? Timeout.InfiniteTimeSpan : LongestWait;
            KeySnapshot read = await StartReading().WaitAsync(longest, _time, cancellationToken);

            // A key made while the answer was on its way may not be in it.
            return IsOutdated ? await StartReading().WaitAsync(longest, _time, cancellationToken) : read;
        }
        catch (Exception exception) when (exception is StoreException or TimeoutException)
        {
            return _snapshot ?? throw new GatewayException(503, "The API keys cannot be read at the moment.") { RetryAfterSeconds = 5, Code = "store_unavailable" };
        }
    }

    /// <summary>Reads the keys; those who ask meanwhile share the answer.</summary>
    private Task<KeySnapshot> StartReading()
    {
        lock (_gate)
            return _reading is { IsCompleted: false } running ? running : _reading = Task.Run(ReadNowAsync);
    }

    private async Task<KeySnapshot> ReadNowAsync()
    {
        long changes = Interlocked.Read(ref _changes);
        try
        {
            long timestamp = _time.GetTimestamp();
            _snapshot = new KeySnapshot(await _table.ByHashAsync(CancellationToken.None), _time.GetUtcNow(), timestamp);
            Interlocked.Exchange(ref _changesRead, changes);
            return _snapshot;
        }
        catch (StoreException exception)
        {
            Interlocked.Exchange(ref _changesRead, -1);
            if (_snapshot is { } held)
                StoreLog.KeysNotRead(_logger, held.ReadAt, exception.Message);
            throw;
        }
    }
}

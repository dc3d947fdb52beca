using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using FusionOfN.Jobs;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The API keys.</summary>
public sealed class KeyTable
{
    /// <summary>Who changes keys where nothing else is said: <c>fusion keys</c>.</summary>
    public const string CommandLine = "command line";

    private readonly StoreDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal KeyTable(StoreDatabase database, TimeProvider time, ILogger logger)
    {
        _logger = logger;
        _database = database;
        _time = time;
    }

    /// <summary>The longest that another process takes a revoked key for one in use.</summary>
    public static TimeSpan RevokedEverywhereAfter => KeyRing.StaleAfter;

    /// <summary>A key was made in this process.</summary>
    public event Action? Added;

    /// <summary>A key was revoked in this process; the argument is its id.</summary>
    public event Action<string>? Revoked;

    /// <summary>Makes a key.</summary>
    /// <param name="key">What it shall be.</param>
    /// <param name="cancellationToken">Stops making it.</param>
    /// <param name="by">Who makes it, for the audit.</param>
    /// <returns>The key and its secret, which is kept nowhere; or why there is none: its name is empty, or that of a key in use.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<KeyAddition> AddAsync(NewKey key, CancellationToken cancellationToken, string by = CommandLine)
    {
        if (string.IsNullOrWhiteSpace(key.Name))
            return new KeyAddition("A key needs a name, so that people know whose it is.");

        const string Insert = """
            INSERT INTO api_keys (key_id, name, prefix, hash, created_ms, expires_ms, revoked_ms, recipes, models, max_requests_per_day,
                                  max_tokens_per_day, max_cost_per_day, max_requests_per_session, max_tokens_per_session, max_cost_per_session,
                                  max_requests_per_minute, max_tokens_per_minute, max_concurrent_requests, is_admin)
            VALUES (@KeyId, @Name, @Prefix, @Hash, @CreatedMs, @ExpiresMs, NULL, @Recipes, @Models, @MaxRequests, @MaxTokens, @MaxCost,
                    @MaxSessionRequests, @MaxSessionTokens, @MaxSessionCost, @MaxMinuteRequests, @MaxMinuteTokens, @MaxConcurrent, @IsAdmin)
            ON CONFLICT DO NOTHING
            """;
        string secret = KeySecret.Create();
        KeyRow row = KeyRow.From(key, $"key_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", secret, _time.GetUtcNow());
        AuditEntry entry = new(_time.GetUtcNow(), AuditEvents.KeyAdded, row.KeyId, by, row.Name, row.IsAdmin ? "admin" : "");
        if (await WriteAsync(Insert, row, entry, cancellationToken) == 0)
            return new KeyAddition($"There is a key named '{row.Name}' already. Choose another name, or revoke that key first.");

        Added?.Invoke();
        StoreLog.KeyChanged(_logger, AuditEvents.KeyAdded, row.KeyId, row.Name, by);
        return new KeyAddition(row.ToKey(), secret);
    }

    /// <summary>All keys, revoked and expired ones too, newest first.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await ReadAsync("ORDER BY created_ms DESC, name, key_id", new { }, cancellationToken)).Select(row => row.ToKey())];

    /// <summary>The keys that have that id or name: one id, one name in use, and any number of revoked ones.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<ApiKey>> FindAsync(string idOrName, CancellationToken cancellationToken) =>
        [.. (await ReadAsync("WHERE key_id = @Text OR name = @Text ORDER BY created_ms DESC", new { Text = StoreText.Clean(idOrName) }, cancellationToken))
            .Select(row => row.ToKey())];

    /// <summary>Revokes a key for ever. In this process it is refused at once, in others after a few seconds.</summary>
    /// <returns>Whether there was such a key in use.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<bool> RevokeAsync(string keyId, CancellationToken cancellationToken, string by = CommandLine)
    {
        const string Update = "UPDATE api_keys SET revoked_ms = @Now WHERE key_id = @Id AND revoked_ms IS NULL";
        object parameters = new { Now = _time.GetUtcNow().ToUnixTimeMilliseconds(), Id = StoreText.Clean(keyId) };
        AuditEntry entry = new(_time.GetUtcNow(), AuditEvents.KeyRevoked, keyId, by, "revoked", "");
        int revoked = await WriteAsync(Update, parameters, entry, cancellationToken);
        Revoked?.Invoke(keyId);
        if (revoked > 0)
            StoreLog.KeyChanged(_logger, AuditEvents.KeyRevoked, keyId, "", by);
        return revoked > 0;
    }

    // A change and its entry are there together or not at all.
    private Task<int> WriteAsync(string sql, object parameters, AuditEntry entry, CancellationToken cancellationToken) => _database.WriteAsync(
        async transaction =>
        {
            int changed = await transaction.Connection!.ExecuteAsync(sql, parameters, transaction);
            if (changed > 0)
                await AuditTable.AddAsync(transaction, [entry]);
            return changed;
        },
        null,
        cancellationToken);

    /// <summary>All keys by the hash of their secret.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyDictionary<string, ApiKey>> ByHashAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("", new { }, cancellationToken)).ToDictionary(row => row.Hash, row => row.ToKey(), StringComparer.Ordinal);

    private Task<IEnumerable<KeyRow>> ReadAsync(string which, object parameters, CancellationToken cancellationToken) =>
        _database.ReadAsync((DbConnection connection) => connection.QueryAsync<KeyRow>($"SELECT {KeyRow.Columns} FROM api_keys {which}", parameters), cancellationToken);
}

using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>A row of <c>api_keys</c>.</summary>
internal sealed class KeyRow
{
    public const string Columns = """
        key_id AS KeyId, name AS Name, prefix AS Prefix, hash AS Hash, created_ms AS CreatedMs, expires_ms AS ExpiresMs, revoked_ms AS RevokedMs,
        recipes AS Recipes, models AS Models, max_requests_per_day AS MaxRequests, max_tokens_per_day AS MaxTokens, max_cost_per_day AS MaxCost,
        max_requests_per_session AS MaxSessionRequests, max_tokens_per_session AS MaxSessionTokens, max_cost_per_session AS MaxSessionCost,
        max_requests_per_minute AS MaxMinuteRequests, max_tokens_per_minute AS MaxMinuteTokens, max_concurrent_requests AS MaxConcurrent, is_admin AS IsAdmin
        """;

    public string KeyId { get; set; } = "";

    public string Name { get; set; } = "";

    public string Prefix { get; set; } = "";

    public string Hash { get; set; } = "";

    public long CreatedMs { get; set; }

    public long? ExpiresMs { get; set; }

    public long? RevokedMs { get; set; }

    public string? Recipes { get; set; }

    public string? Models { get; set; }

    public long? MaxRequests { get; set; }

    public long? MaxTokens { get; set; }

    public long? MaxCost { get; set; }

    public long? MaxSessionRequests { get; set; }

    public long? MaxSessionTokens { get; set; }

    public long? MaxSessionCost { get; set; }

    public long? MaxMinuteRequests { get; set; }

    public long? MaxMinuteTokens { get; set; }

    public long? MaxConcurrent { get; set; }

    public bool IsAdmin { get; set; }

    public static KeyRow From(NewKey key, string id, string secret, DateTimeOffset now) => new()
    {
        KeyId = id,
        Name = StoreText.Clean(key.Name)!,
        Prefix = KeySecret.PrefixOf(secret),
        Hash = KeySecret.HashOf(secret),
        CreatedMs = now.ToUnixTimeMilliseconds(),
        ExpiresMs = key.ExpiresAt?.ToUnixTimeMilliseconds(),
        Recipes = Write(key.Recipes),
        Models = Write(key.Models),
        MaxRequests = key.Limits.Requests,
        MaxTokens = key.Limits.Tokens,
        MaxCost = ToNano(key.Limits.CostUsd),
        MaxSessionRequests = key.SessionLimits.Requests,
        MaxSessionTokens = key.SessionLimits.Tokens,
        MaxSessionCost = ToNano(key.SessionLimits.CostUsd),
        MaxMinuteRequests = key.Rates.RequestsPerMinute,
        MaxMinuteTokens = key.Rates.TokensPerMinute,
        MaxConcurrent = key.Rates.Concurrent,
        IsAdmin = key.IsAdmin,
    };

    public ApiKey ToKey() => new()
    {
        Id = KeyId,
        Name = Name,
        Prefix = Prefix,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
        ExpiresAt = ExpiresMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        RevokedAt = RevokedMs is { } revoked ? DateTimeOffset.FromUnixTimeMilliseconds(revoked) : null,
        Recipes = Read(Recipes),
        Models = Read(Models),
        Limits = new() { Requests = MaxRequests, Tokens = MaxTokens, CostUsd = ToUsd(MaxCost) },
        SessionLimits = new() { Requests = MaxSessionRequests, Tokens = MaxSessionTokens, CostUsd = ToUsd(MaxSessionCost) },
        Rates = new() { RequestsPerMinute = MaxMinuteRequests, TokensPerMinute = MaxMinuteTokens, Concurrent = MaxConcurrent },
        IsAdmin = IsAdmin,
    };

    private static long? ToNano(decimal? usd) => usd is { } amount ? NanoUsd.From(amount) : null;

    private static decimal? ToUsd(long? nano) => nano is { } amount ? NanoUsd.ToUsd(amount) : null;

    private static string? Write(IReadOnlyList<string>? names) =>
        names is null ? null : JsonSerializer.Serialize(names.Select(name => StoreText.Clean(name)!).ToArray(), KeyJsonContext.Default.StringArray);

    private static string[]? Read(string? json) => json is null ? null : JsonSerializer.Deserialize(json, KeyJsonContext.Default.StringArray);
}

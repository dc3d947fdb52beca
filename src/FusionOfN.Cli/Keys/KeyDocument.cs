using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>An API key as <c>--json</c> prints it.</summary>
internal sealed record KeyDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The secret; only when the key was just made.</summary>
    public string? Key { get; init; }

    /// <summary>How the secret begins.</summary>
    public required string Prefix { get; init; }

    public required KeyState State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? Recipes { get; init; }

    /// <summary>Null for all.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    public long? MaxRequestsPerDay { get; init; }

    public long? MaxTokensPerDay { get; init; }

    public decimal? MaxCostPerDay { get; init; }

    public long? MaxRequestsPerSession { get; init; }

    public long? MaxTokensPerSession { get; init; }

    public decimal? MaxCostPerSession { get; init; }

    public long? MaxRequestsPerMinute { get; init; }

    public long? MaxTokensPerMinute { get; init; }

    public long? MaxConcurrentRequests { get; init; }

    public required bool Admin { get; init; }

    public long RequestsToday { get; init; }

    public long TokensToday { get; init; }

    public decimal CostUsdToday { get; init; }

    public static KeyDocument From(ApiKey key, DateTimeOffset now, SpendTotals today = default, string? secret = null) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Key = secret,
        Prefix = key.Prefix,
        State = key.RevokedAt is not null ? KeyState.Revoked : key.IsLive(now) ? KeyState.Live : KeyState.Expired,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        Recipes = key.Recipes,
        Models = key.Models,
        MaxRequestsPerDay = key.Limits.Requests,
        MaxTokensPerDay = key.Limits.Tokens,
        MaxCostPerDay = key.Limits.CostUsd,
        MaxRequestsPerSession = key.SessionLimits.Requests,
        MaxTokensPerSession = key.SessionLimits.Tokens,
        MaxCostPerSession = key.SessionLimits.CostUsd,
        MaxRequestsPerMinute = key.Rates.RequestsPerMinute,
        MaxTokensPerMinute = key.Rates.TokensPerMinute,
        MaxConcurrentRequests = key.Rates.Concurrent,
        Admin = key.IsAdmin,
        RequestsToday = today.Requests,
        TokensToday = today.Tokens,
        CostUsdToday = today.CostUsd,
    };
}

namespace FusionOfN.Gateway;

/// <summary>An API key as it is kept: all but the secret.</summary>
public sealed record ApiKey
{
    /// <summary>What runs and spend refer to.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people; no two keys in use share one.</summary>
    public required string Name { get; init; }

    /// <summary>How the secret begins, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is no longer taken; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The recipes it may use; null for all.</summary>
    public IReadOnlyList<string>? Recipes { get; init; }

    /// <summary>The models it may use, as members, judge, fusor or alone; null for all. A name that ends with <c>*</c> stands for all that begin so.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>What it may take on one UTC day.</summary>
    public SpendLimits Limits { get; init; } = SpendLimits.None;

    /// <summary>What it may take in one session.</summary>
    public SpendLimits SessionLimits { get; init; } = SpendLimits.None;

    /// <summary>How fast it may ask.</summary>
    public RateLimits Rates { get; init; } = RateLimits.None;

    /// <summary>Whether it may see every key's runs and spend, and make and revoke keys.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>Whether it is taken at a moment.</summary>
    public bool IsLive(DateTimeOffset at) => RevokedAt is null && (ExpiresAt is not { } end || at < end);
}

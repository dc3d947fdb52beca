namespace FusionOfN.Gateway;

/// <summary>What a key that is to be made shall be.</summary>
/// <param name="Name">Its name; not empty, not that of a key in use.</param>
public sealed record NewKey(string Name)
{
    /// <summary>From when on it is no longer taken; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The recipes it may use; null for all.</summary>
    public IReadOnlyList<string>? Recipes { get; init; }

    /// <summary>The models it may use; null for all.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>What it may take on one UTC day.</summary>
    public SpendLimits Limits { get; init; } = SpendLimits.None;

    /// <summary>What it may take in one session.</summary>
    public SpendLimits SessionLimits { get; init; } = SpendLimits.None;

    /// <summary>How fast it may ask.</summary>
    public RateLimits Rates { get; init; } = RateLimits.None;

    /// <summary>Whether it may see and manage everything.</summary>
    public bool IsAdmin { get; init; }
}

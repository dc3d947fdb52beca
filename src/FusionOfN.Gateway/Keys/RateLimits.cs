namespace FusionOfN.Gateway;

/// <summary>How fast a key may ask. What is null is not limited.</summary>
public sealed record RateLimits
{
    /// <summary>Nothing is limited.</summary>
    public static readonly RateLimits None = new();

    /// <summary>Requests that become runs, in one minute.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Prompt and answer tokens of all calls, in one minute.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Requests at once, those that wait included.</summary>
    public long? Concurrent { get; init; }
}

namespace FusionOfN.Providers;

/// <summary>
/// How an endpoint's transient failures (429, 503, other 5xx, broken connections, unreadable replies) are tried again. A streamed call is tried
/// again only before its first token. A server's <c>Retry-After</c> wins over the back-off.
/// </summary>
public sealed record EndpointRetry
{
    /// <summary>Attempts after the first one, 0 to 20. 0 turns retries off.</summary>
    /// <value>The default value is 3.</value>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Median wait before the first retry; it grows exponentially, with jitter.</summary>
    /// <value>The default value is 1 second.</value>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a retry. A server that asks for a longer one is not waited for: the call fails and says so.</summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    internal IEnumerable<string> Validate()
    {
        if (MaxRetries is < 0 or > 20) yield return $"retry.max_retries is {MaxRetries}; it has to be from 0 to 20";
        if (BaseDelay <= TimeSpan.Zero || BaseDelay > MaxDelay)
            yield return $"retry.base_delay is {BaseDelay}; it has to be more than zero and at most retry.max_delay ({MaxDelay})";
        if (MaxDelay > TimeSpan.FromHours(1)) yield return $"retry.max_delay is {MaxDelay}; it has to be at most one hour";
    }
}

namespace FusionOfN.Providers;

/// <summary>
/// When an endpoint is given up for a while: calls then fail at once with a message that says why and when it is tried again.
/// Refused requests (bad request, unknown model) do not count as failures.
/// </summary>
public sealed record EndpointBreaker
{
    /// <summary>Share of failed attempts within <see cref="Window"/> that opens the breaker, above 0 up to 1.</summary>
    /// <value>The default value is 0.9.</value>
    public double FailureRatio { get; init; } = 0.9;

    /// <summary>Attempts within <see cref="Window"/> before the ratio is looked at, at least 2.</summary>
    /// <value>The default value is 20.</value>
    public int MinimumAttempts { get; init; } = 20;

    /// <summary>How far back attempts are counted, half a second to one day.</summary>
    /// <value>The default value is 1 minute.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the endpoint rests before one call is let through as a trial, half a second to one day.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(30);

    internal IEnumerable<string> Validate()
    {
        TimeSpan least = TimeSpan.FromSeconds(0.5);
        if (FailureRatio is not (> 0 and <= 1)) yield return $"breaker.failure_ratio is {FailureRatio}; it has to be above 0 and at most 1";
        if (MinimumAttempts < 2) yield return $"breaker.minimum_attempts is {MinimumAttempts}; it has to be at least 2";
        if (Window < least || Window > TimeSpan.FromDays(1)) yield return $"breaker.window is {Window}; it has to be from half a second to one day";
        if (Rest < least || Rest > TimeSpan.FromDays(1)) yield return $"breaker.rest is {Rest}; it has to be from half a second to one day";
    }
}

namespace FusionOfN.Providers;

/// <summary>How long one attempt at an endpoint may take. Waiting for a free slot or for the rate limits does not count.</summary>
public sealed record EndpointTimeouts
{
    /// <summary>Time to open the connection.</summary>
    /// <value>The default value is 10 seconds.</value>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from sending a streamed request to its first token. Local servers load the model in this time.</summary>
    /// <value>The default value is 3 minutes.</value>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest silence inside a stream after its first token.</summary>
    /// <value>The default value is 1 minute.</value>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time for the whole answer, streamed or not.</summary>
    /// <value>The default value is 10 minutes.</value>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(10);

    internal IEnumerable<string> Validate()
    {
        (string Name, TimeSpan Value)[] all =
            [("timeouts.connect", Connect), ("timeouts.first_token", FirstToken), ("timeouts.silence", Silence), ("timeouts.whole", Whole)];
        return all.Where(timeout => timeout.Value <= TimeSpan.Zero || timeout.Value > TimeSpan.FromDays(1))
            .Select(timeout => $"{timeout.Name} is {timeout.Value}; it has to be more than zero and at most one day");
    }
}

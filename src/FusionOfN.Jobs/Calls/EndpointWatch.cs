namespace FusionOfN.Jobs;

/// <summary>Sees when an endpoint is dead or saturated, so that the job ends and says so instead of failing item after item.</summary>
internal sealed class EndpointWatch
{
    private readonly Lock _gate = new();
    private readonly int _maxFailuresInARow;
    private readonly Dictionary<string, Streak> _streaks = new(StringComparer.Ordinal);

    public EndpointWatch(int maxFailuresInARow) => _maxFailuresInARow = maxFailuresInARow;

    /// <summary>Raised once for each endpoint, with what is wrong.</summary>
    public event Action<string>? Down;

    /// <summary>The items whose calls failed at an endpoint that turned out to be dead: what they came to is its doing.</summary>
    public IReadOnlyList<string> ItemsOfTheDead
    {
        get
        {
            lock (_gate)
                return [.. _streaks.Values.Where(streak => streak.Reason is not null).SelectMany(streak => streak.Items).Distinct()];
        }
    }

    public void Succeed(string endpoint)
    {
        lock (_gate)
        {
            // What was in flight when it was given up does not bring it back.
            if (_streaks.TryGetValue(endpoint, out Streak? streak) && streak.Reason is null)
                _streaks.Remove(endpoint);
        }
    }

    public void Fail(string endpoint, string? item, StoredFailure failure)
    {
        // The request's own fault says that the endpoint works.
        if (failure.IsPermanent)
        {
            Succeed(endpoint);
            return;
        }

        string? reason = null;
        lock (_gate)
        {
            if (!_streaks.TryGetValue(endpoint, out Streak? streak))
                _streaks[endpoint] = streak = new Streak();
            streak.Failures++;
            if (item is not null)
                streak.Items.Add(item);
            if (streak.Reason is null && (failure.StopsTheJob || streak.Failures >= _maxFailuresInARow))
                streak.Reason = reason = failure.StopsTheJob ? failure.Reason : $"{streak.Failures} calls to {endpoint} failed in a row. The last one: {failure.Reason}";
        }

        if (reason is not null)
            Down?.Invoke(reason);
    }

    /// <summary>Why an endpoint counts as dead; null when it does not.</summary>
    public string? ReasonOf(string endpoint)
    {
        lock (_gate)
            return _streaks.GetValueOrDefault(endpoint)?.Reason;
    }

    private sealed class Streak
    {
        public int Failures { get; set; }

        public HashSet<string> Items { get; } = new(StringComparer.Ordinal);

        public string? Reason { get; set; }
    }
}

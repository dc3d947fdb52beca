namespace FusionOfN.Gateway;

/// <summary>Spend by key and day and by conversation, gathered before it is written.</summary>
internal sealed class SpendBook
{
    /// <summary>The most conversations that are remembered: their names come from clients.</summary>
    public const int MaxSessions = 10_000;

    private readonly Dictionary<(DateOnly Day, string KeyId), SpendTotals> _days = [];
    private readonly Dictionary<(string SessionId, string KeyId), (SpendTotals Totals, long LastMs)> _sessions = [];

    public IReadOnlyDictionary<(DateOnly Day, string KeyId), SpendTotals> Days => _days;

    public IReadOnlyDictionary<(string SessionId, string KeyId), (SpendTotals Totals, long LastMs)> Sessions => _sessions;

    public bool IsEmpty => _days.Count == 0;

    /// <summary>The UTC day of a run.</summary>
    public static DateOnly DayOf(long startedMs) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(startedMs).UtcDateTime);

    public void Add(RunRow row)
    {
        var totals = SpendTotals.Of(row);
        AddDay((DayOf(row.StartedMs), row.KeyId), totals);
        if (row.SessionId is { } session)
            AddSession((session, row.KeyId), totals, row.StartedMs);
    }

    public void Add(SpendBook other)
    {
        foreach (var (key, totals) in other._days)
            AddDay(key, totals);
        foreach (var (key, (totals, lastMs)) in other._sessions)
            AddSession(key, totals, lastMs);
    }

    /// <summary>Forgets days before one.</summary>
    public void ForgetBefore(DateOnly day)
    {
        foreach (var key in _days.Keys.Where(key => key.Day < day).ToList())
            _days.Remove(key);
        _sessions.Clear();
    }

    /// <summary>Takes away what was booked.</summary>
    public void Subtract(SpendBook other)
    {
        foreach (var (key, totals) in other._days)
        {
            if ((_days[key] -= totals) == default)
                _days.Remove(key);
        }

        foreach (var (key, (totals, _)) in other._sessions)
        {
            var known = _sessions[key];
            if (known.Totals == totals)
                _sessions.Remove(key);
            else
                _sessions[key] = known with { Totals = known.Totals - totals };
        }
    }

    private void AddDay((DateOnly Day, string KeyId) key, SpendTotals totals) => _days[key] = _days.GetValueOrDefault(key) + totals;

    private void AddSession((string SessionId, string KeyId) key, SpendTotals totals, long lastMs)
    {
        if (_sessions.Count >= MaxSessions && !_sessions.ContainsKey(key))
            return;
        var known = _sessions.GetValueOrDefault(key);
        _sessions[key] = (known.Totals + totals, Math.Max(known.LastMs, lastMs));
    }
}

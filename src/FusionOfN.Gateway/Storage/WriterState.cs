using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>What the writer knows: how the store does, what was lost, what is written, and the spend of lost receipts that is still to be booked.</summary>
internal sealed class WriterState
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly GatewayStoreOptions _options;
    private readonly SpendBook _written = new();
    private readonly SpendBook _debt = new();
    private readonly Dictionary<(string SessionId, string KeyId), SpendTotals> _followed = [];
    private StoreException? _failure;
    private DateTimeOffset? _since;
    private long _lost;
    private long _reportedLost;
    private long? _reportedAt;

    public WriterState(GatewayStoreOptions options) => _options = options;

    /// <summary>Whether spend of lost receipts is still to be booked.</summary>
    public bool HasDebt
    {
        get
        {
            lock (_gate)
                return !_debt.IsEmpty;
        }
    }

    public StoreHealth Health(int waiting)
    {
        lock (_gate)
            return new StoreHealth(_failure?.Fault, _failure?.Message, _since, waiting, _lost);
    }

    public SpendTotals Written(string keyId, DateOnly day)
    {
        lock (_gate)
            return _written.Days.GetValueOrDefault((day, keyId));
    }

    /// <summary>What was written of a session since it is followed.</summary>
    public SpendTotals Written(string sessionId, string keyId)
    {
        lock (_gate)
            return _followed.GetValueOrDefault((sessionId, keyId));
    }

    public void Follow(string sessionId, string keyId)
    {
        // What of it is still to be booked was taken before: it stands with what others took, once it is written.
        lock (_gate)
            _followed[(sessionId, keyId)] = default(SpendTotals) - _debt.Sessions.GetValueOrDefault((sessionId, keyId)).Totals;
    }

    public void Unfollow(string sessionId, string keyId)
    {
        lock (_gate)
            _followed.Remove((sessionId, keyId));
    }

    /// <summary>A copy of the spend that is still to be booked.</summary>
    public SpendBook Debt()
    {
        SpendBook copy = new();
        lock (_gate)
            copy.Add(_debt);
        return copy;
    }

    /// <summary>A write worked.</summary>
    /// <param name="book">What it booked.</param>
    /// <param name="debt">What of that was still to be booked.</param>
    public void Work(SpendBook book, SpendBook debt)
    {
        bool again;
        lock (_gate)
        {
            again = _failure is not null;
            (_failure, _since) = (null, null);
            _written.Add(book);
            Count(book);
            _written.ForgetBefore(DateOnly.FromDateTime(_options.Time.GetUtcNow().UtcDateTime).AddDays(-2));
            _debt.Subtract(debt);
        }

        if (again)
            StoreLog.Working(_options.Logger);
    }

    private void Count(SpendBook book)
    {
        if (_followed.Count == 0)
            return;
        foreach (var (session, (totals, _)) in book.Sessions)
        {
            if (_followed.TryGetValue(session, out var known))
                _followed[session] = known + totals;
        }
    }

    /// <summary>A write did not work.</summary>
    public void Fail(StoreException failure, int attempt, int waiting)
    {
        lock (_gate)
        {
            _failure = failure;
            _since ??= _options.Time.GetUtcNow();
        }

        StoreLog.Failing(_options.Logger, failure.Message, attempt, _options.Attempts, waiting);
    }

    /// <summary>Receipts are lost. What they spent is kept, and booked with the next write that works.</summary>
    public void Lose(IReadOnlyList<RunRow> rows, string reason)
    {
        if (rows.Count == 0)
            return;

        long count, total;
        lock (_gate)
        {
            _lost += rows.Count;
            foreach (RunRow row in rows)
                _debt.Add(row);

            // A full queue loses one receipt per request: that is one line now and then, not one per request.
            if (_reportedAt is { } at && _options.Time.GetElapsedTime(at) < ReportEvery)
                return;
            (count, total) = (_lost - _reportedLost, _lost);
            (_reportedLost, _reportedAt) = (_lost, _options.Time.GetTimestamp());
        }

        StoreLog.Lost(_options.Logger, count, total, reason);
    }

    /// <summary>Reports what was not reported yet.</summary>
    public void ReportRest()
    {
        long count, total;
        lock (_gate)
            (count, total, _reportedLost) = (_lost - _reportedLost, _lost, _lost);
        if (count > 0)
            StoreLog.Lost(_options.Logger, count, total, "the store is closed.");
    }
}

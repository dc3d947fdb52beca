using FusionOfN.Jobs;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The spend of every session that has limits. A session is a <c>session_id</c> of one key; those of requests without a key are apart too.</summary>
internal sealed class KeySessions
{
    /// <summary>How long a session without a request is kept in mind; then it is read from the store again.</summary>
    /// <remarks>Clients make the names up, so they must not gather. It is longer than the store tries to write a run.</remarks>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(2);

    private readonly GatewayStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<(string SessionId, string KeyId), Session> _sessions = [];
    private long _sweptAt;

    public KeySessions(GatewayStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _sweptAt = time.GetTimestamp();
    }

    /// <summary>Sessions kept in mind.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _sessions.Count;
        }
    }

    /// <summary>The spend of a session.</summary>
    /// <param name="sessionId">Its name.</param>
    /// <param name="keyId">The key; null for requests without one.</param>
    /// <param name="limits">What may be taken in one session of this key: always the same.</param>
    /// <param name="cancellationToken">Stops waiting for the store.</param>
    public ValueTask<SpendMeter> OpenAsync(string sessionId, string? keyId, SpendLimits limits, CancellationToken cancellationToken)
    {
        // Under the name that the store keeps it by: what is cut off there must not make two of one.
        var name = (StoreText.Clean(sessionId)!, keyId ?? "");
        Session? session;
        lock (_gate)
        {
            Sweep();
            if (!_sessions.TryGetValue(name, out session))
                _sessions[name] = session = Begin(name, limits);
            session.UsedAt = _time.GetTimestamp();
        }

        return session.Spend.RefreshAsync(cancellationToken);
    }

    private Session Begin((string SessionId, string KeyId) name, SpendLimits limits)
    {
        _store.Follow(name.SessionId, name.KeyId);
        return new Session(new SharedSpend(
            new SpendMeter(limits, "the session", _time),
            cancellationToken => _store.SpendOfOthersAsync(name.SessionId, name.KeyId, cancellationToken),
            _time,
            _logger));
    }

    private void Sweep()
    {
        if (_time.GetElapsedTime(_sweptAt) < KeptFor)
            return;

        _sweptAt = _time.GetTimestamp();
        foreach (var (name, session) in _sessions.Where(pair => _time.GetElapsedTime(pair.Value.UsedAt) >= KeptFor && !pair.Value.Spend.Meter.IsInUse).ToList())
        {
            _sessions.Remove(name);
            _store.Unfollow(name.SessionId, name.KeyId);
        }
    }

    private sealed class Session(SharedSpend spend)
    {
        public SharedSpend Spend { get; } = spend;

        public long UsedAt { get; set; }
    }
}

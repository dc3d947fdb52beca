namespace FusionOfN.Providers;

/// <summary>
/// Lets a limited number of calls through to one endpoint. The limit adapts (additive increase, multiplicative decrease): an overloaded server
/// lowers it to three quarters, once per episode, and 25 successes in a row raise it by one. While a <c>Retry-After</c> runs, nobody passes.
/// In serial mode one call passes at a time, and calls for the model of the last call go first.
/// </summary>
internal sealed class ConcurrencyGate : IDisposable
{
    internal const int SuccessesPerRaise = 25;
    internal const double Decrease = 0.75;

    /// <summary>Calls of one model in a row in serial mode, before a waiting other model has its turn.</summary>
    internal const int LongestTurn = 32;

    /// <summary>How long nobody passes after an overload without <c>Retry-After</c>.</summary>
    internal static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<GateWaiter> _waiters = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly bool _serial;
    private readonly int _most;
    private DateTimeOffset _closedUntil;
    private DateTimeOffset _refusedUntil;
    private string? _lastModel;
    private long _episode;
    private int _limit;
    private int _inFlight;
    private int _successes;
    private int _turn;

    public ConcurrencyGate(int maxConcurrency, bool serial, TimeProvider timeProvider)
    {
        _most = _limit = serial ? 1 : maxConcurrency;
        _serial = serial;
        _timeProvider = timeProvider;
        _timer = timeProvider.CreateTimer(_ => OnTimer(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Limit { get { lock (_lock) return _limit; } }

    public int InFlight { get { lock (_lock) return _inFlight; } }

    public int Waiting { get { lock (_lock) return _waiters.Count; } }

    /// <summary>How much longer the server refuses everybody, zero when it does not; see <see cref="Refuse"/>.</summary>
    public TimeSpan RefusedFor
    {
        get
        {
            lock (_lock)
            {
                TimeSpan left = _refusedUntil - _timeProvider.GetUtcNow();
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Waits for a slot.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was one.</exception>
    public ValueTask<GateLease> EnterAsync(string model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_waiters.Count == 0 && IsFree) return ValueTask.FromResult(Pass(model));
        }

        return new ValueTask<GateLease>(WaitAsync(model, cancellationToken));
    }

    private async Task<GateLease> WaitAsync(string model, CancellationToken cancellationToken)
    {
        GateWaiter waiter = new(model);
        LinkedListNode<GateWaiter> node;
        lock (_lock)
        {
            node = _waiters.AddLast(waiter);
            LetPass();
        }

        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            lock (_lock)
            {
                // Not in the list: the slot was given out already, and the caller will give it back.
                if (node.List is null) return;
                _waiters.Remove(node);
            }

            waiter.Slot.TrySetCanceled(cancellationToken);
        });
        return await waiter.Slot.Task.ConfigureAwait(false);
    }

    /// <summary>Notes a success.</summary>
    public void Succeed()
    {
        lock (_lock)
        {
            if (_limit == _most || ++_successes < SuccessesPerRaise) return;
            _successes = 0;
            _limit++;
            LetPass();
        }
    }

    /// <summary>Notes that the server was overloaded; returns whether this lowered the limit.</summary>
    /// <param name="lease">The slot of the failed call. Calls that were in flight when the limit was lowered do not lower it again.</param>
    /// <param name="retryAfter">How long the server asks to wait.</param>
    public bool Overload(GateLease lease, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            Close(retryAfter ?? CoolDown);
            _successes = 0;
            if (lease.Episode != _episode) return false;
            _episode++;
            int lower = Math.Max(1, (int)(_limit * Decrease));
            bool lowered = lower < _limit;
            _limit = lower;
            return lowered;
        }
    }

    /// <summary>The server asks for a wait that is too long to sit out: until then calls are to be refused at once.</summary>
    public void Refuse(TimeSpan duration)
    {
        lock (_lock)
        {
            DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
            if (until > _refusedUntil) _refusedUntil = until;
            // Those who wait already come through, and are refused.
            _closedUntil = default;
            LetPass();
        }
    }

    public void Return()
    {
        lock (_lock)
        {
            _inFlight--;
            LetPass();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Close(TimeSpan duration)
    {
        DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
        if (until <= _closedUntil) return;
        _closedUntil = until;
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            // Timers count in coarser steps than the clock and may fire a moment early; nobody else would wake those who wait.
            TimeSpan left = _closedUntil - _timeProvider.GetUtcNow();
            if (left > TimeSpan.Zero) _timer.Change(left + TimerStep, Timeout.InfiniteTimeSpan);
            else LetPass();
        }
    }

    private bool IsFree => _inFlight < _limit && _timeProvider.GetUtcNow() >= _closedUntil;

    private void LetPass()
    {
        while (IsFree && Next() is { } node)
        {
            _waiters.Remove(node);
            node.Value.Slot.TrySetResult(Pass(node.Value.Model));
        }
    }

    private GateLease Pass(string model)
    {
        _turn = model == _lastModel ? _turn + 1 : 1;
        _lastModel = model;
        _inFlight++;
        return new GateLease(this, _episode);
    }

    private LinkedListNode<GateWaiter>? Next()
    {
        LinkedListNode<GateWaiter>? first = _waiters.First;
        if (!_serial || first is null || first.Value.Model == _lastModel) return first;
        if (_turn >= LongestTurn) return first;
        for (LinkedListNode<GateWaiter>? node = first; node is not null; node = node.Next)
        {
            if (node.Value.Model == _lastModel) return node;
        }

        return first;
    }
}

namespace FusionOfN.Providers;

/// <summary>
/// Lets a limited number of calls through to one endpoint. The limit adapts (additive increase, multiplicative decrease): an overloaded server
/// lowers it to three quarters, once per episode, and 25 successes in a row raise it by one. While a <c>Retry-After</c> runs, those it concerns
/// do not pass: one model, or all.
/// Where an endpoint has several models, one of them never has all slots, so that a model that hangs leaves the others alive; nor has one on whose
/// behalf (<see cref="CallOrigin"/>) calls are made, where there are eight slots or more. Among those who wait, whoever has the fewest calls in
/// flight goes first.
/// In serial mode one call passes at a time, and calls for the model of the last call go first.
/// </summary>
internal sealed class ConcurrencyGate : IDisposable
{
    internal const int SuccessesPerRaise = 25;
    internal const double Decrease = 0.75;

    /// <summary>Calls of one model in a row in serial mode, before a waiting other model has its turn.</summary>
    internal const int LongestTurn = 32;

    // The part of the slots that is kept for other models: one of so many, at least one.
    private const int SlotsPerReserved = 8;

    /// <summary>How long nobody passes after an overload without <c>Retry-After</c>.</summary>
    internal static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<GateWaiter> _waiters = new();
    private readonly HashSet<string> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _inFlightOfModel = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _inFlightOfOrigin = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private readonly bool _serial;
    private readonly int _most;
    private readonly Dictionary<string, DateTimeOffset> _heldUntil = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _modelRefusedUntil = new(StringComparer.Ordinal);
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

    /// <summary>How much longer the server refuses a model, zero when it does not; see <see cref="Refuse"/>.</summary>
    public TimeSpan RefusedFor(string model)
    {
        lock (_lock)
        {
            DateTimeOffset until = _modelRefusedUntil.GetValueOrDefault(model);
            TimeSpan left = (until > _refusedUntil ? until : _refusedUntil) - _timeProvider.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Says that calls for a model may come.</summary>
    public void Expect(string model)
    {
        // Two are enough to know that there are others.
        lock (_lock)
        {
            if (_models.Count < 2) _models.Add(model);
        }
    }

    /// <summary>Waits for a slot.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was one.</exception>
    public ValueTask<GateLease> EnterAsync(string model, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string origin = CallOrigin.Current ?? "";
        Expect(model);
        lock (_lock)
        {
            if (_waiters.Count == 0 && IsFree && MayPass(model, origin)) return ValueTask.FromResult(Pass(model, origin));
        }

        return new ValueTask<GateLease>(WaitAsync(model, origin, cancellationToken));
    }

    private async Task<GateLease> WaitAsync(string model, string origin, CancellationToken cancellationToken)
    {
        GateWaiter waiter = new(model, origin);
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
    /// <param name="model">The model that is to wait; null for all.</param>
    public bool Overload(GateLease lease, TimeSpan? retryAfter, string? model = null)
    {
        lock (_lock)
        {
            Close(retryAfter ?? CoolDown, model);
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
    /// <param name="duration">How long.</param>
    /// <param name="model">The model whose calls are meant; null for all.</param>
    public void Refuse(TimeSpan duration, string? model = null)
    {
        lock (_lock)
        {
            DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
            if (model is not null)
            {
                if (until > _modelRefusedUntil.GetValueOrDefault(model)) _modelRefusedUntil[model] = until;
                _heldUntil.Remove(model);
            }
            else
            {
                if (until > _refusedUntil) _refusedUntil = until;
                _closedUntil = default;
                _heldUntil.Clear();
            }

            // Those who wait already come through, and are refused.
            LetPass();
        }
    }

    public void Return(string model, string origin)
    {
        lock (_lock)
        {
            _inFlight--;
            Change(_inFlightOfModel, model, -1);
            Change(_inFlightOfOrigin, origin, -1);
            LetPass();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Close(TimeSpan duration, string? model)
    {
        DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
        if (model is null && until > _closedUntil) _closedUntil = until;
        else if (model is not null && until > _heldUntil.GetValueOrDefault(model)) _heldUntil[model] = until;
        else return;
        SetTimer(TimeSpan.Zero);
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            LetPass();

            // Timers count in coarser steps than the clock and may fire a moment early.
            SetTimer(TimerStep);
        }
    }

    /// <summary>Sets the clock to the next time at which somebody may pass again. Nobody else would wake those who wait.</summary>
    private void SetTimer(TimeSpan more)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        TimeSpan? next = _closedUntil > now ? _closedUntil - now : null;
        foreach ((string model, DateTimeOffset until) in _heldUntil)
        {
            if (until <= now) _heldUntil.Remove(model);
            else if (next is null || until - now < next) next = until - now;
        }

        if (next is { } delay) _timer.Change(delay < MaxTimer ? delay + more : MaxTimer, Timeout.InfiniteTimeSpan);
    }

    private bool IsFree => _inFlight < _limit && _timeProvider.GetUtcNow() >= _closedUntil;

    private bool IsHeld(string model) => _heldUntil.Count > 0 && _heldUntil.TryGetValue(model, out DateTimeOffset until) && _timeProvider.GetUtcNow() < until;

    private void LetPass()
    {
        while (IsFree && Next() is { } node)
        {
            _waiters.Remove(node);
            node.Value.Slot.TrySetResult(Pass(node.Value.Model, node.Value.Origin));
        }
    }

    /// <summary>Whether a model is not held back, and whether it, and whoever asks, leave slots to others.</summary>
    private bool MayPass(string model, string origin)
    {
        if (IsHeld(model)) return false;
        int most = _limit == 1 ? 1 : _limit - Math.Max(1, _limit / SlotsPerReserved);
        return (_models.Count < 2 || _inFlightOfModel.GetValueOrDefault(model) < most)
            && (origin.Length == 0 || _limit < SlotsPerReserved || _inFlightOfOrigin.GetValueOrDefault(origin) < most);
    }

    private static void Change(Dictionary<string, int> counts, string name, int by)
    {
        int count = counts.GetValueOrDefault(name) + by;
        if (count == 0) counts.Remove(name);
        else counts[name] = count;
    }

    private GateLease Pass(string model, string origin)
    {
        Change(_inFlightOfModel, model, 1);
        Change(_inFlightOfOrigin, origin, 1);
        _turn = model == _lastModel ? _turn + 1 : 1;
        _lastModel = model;
        _inFlight++;
        return new GateLease(this, model, origin, _episode);
    }

    /// <summary>Of those that may pass, the one whose origin has the fewest calls in flight; among equals, who came first.</summary>
    private LinkedListNode<GateWaiter>? Fairest()
    {
        LinkedListNode<GateWaiter>? best = null;
        int fewest = int.MaxValue;
        for (LinkedListNode<GateWaiter>? node = _waiters.First; node is not null && fewest > 0; node = node.Next)
        {
            int inFlight = _inFlightOfOrigin.GetValueOrDefault(node.Value.Origin);
            if (inFlight < fewest && MayPass(node.Value.Model, node.Value.Origin)) (best, fewest) = (node, inFlight);
        }

        return best;
    }

    private LinkedListNode<GateWaiter>? Next()
    {
        if (!_serial) return Fairest();
        LinkedListNode<GateWaiter>? first = null;
        for (LinkedListNode<GateWaiter>? node = _waiters.First; node is not null; node = node.Next)
        {
            if (IsHeld(node.Value.Model)) continue;
            first ??= node;
            if (_turn >= LongestTurn || node.Value.Model == _lastModel) return node;
        }

        return first;
    }
}

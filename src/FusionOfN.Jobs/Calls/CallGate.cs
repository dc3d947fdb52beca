namespace FusionOfN.Jobs;

/// <summary>
/// The places for calls in flight, over the whole job. Those that wait get their places in the order they came; new items begin only where a place is free, so
/// that calls of items that have begun hardly ever wait.
/// </summary>
internal sealed class CallGate
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private readonly TimeProvider _time;
    private TaskCompletionSource? _room;
    private int _free;
    private bool _hasWork;
    private long _since;
    private double _idle;
    private double _total;

    public CallGate(int places, TimeProvider time)
    {
        Places = places;
        _free = places;
        _time = time;
        _since = time.GetTimestamp();
    }

    public int Places { get; }

    public int InFlight
    {
        get
        {
            lock (_gate)
                return Places - _free;
        }
    }

    /// <summary>The share of the places' time in which there was work to begin and a place was free all the same; from 0 to 1.</summary>
    public double ReadyIdleShare
    {
        get
        {
            lock (_gate)
            {
                Count();
                return _total > 0 ? _idle / _total : 0;
            }
        }
    }

    /// <summary>Whether there is work that has not begun.</summary>
    public void SetHasWork(bool hasWork)
    {
        lock (_gate)
        {
            Count();
            _hasWork = hasWork;
        }
    }

    public Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_gate)
        {
            if (_free > 0)
            {
                Count();
                _free--;
                return Task.CompletedTask;
            }

            place = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        return WaitAsync(place, cancellationToken);
    }

    public void Leave()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            while (_waiting.TryDequeue(out TaskCompletionSource? next))
            {
                if (next.TrySetResult())
                    return;
            }

            Count();
            _free++;
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    /// <summary>Waits until a place is free and nobody waits for it. It is not taken.</summary>
    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (_free > 0)
                return Task.CompletedTask;
            _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        await using (cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), place))
            await place.Task;
    }

    private void Count()
    {
        long now = _time.GetTimestamp();
        double seconds = _time.GetElapsedTime(_since, now).TotalSeconds;
        _since = now;
        if (!_hasWork)
            return;
        _idle += seconds * _free;
        _total += seconds * Places;
    }
}

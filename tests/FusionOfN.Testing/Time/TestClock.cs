using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Testing;

/// <summary>
/// A clock that stands still until a test moves it, and that tells when somebody began to wait on it, so that a test never advances too
/// early: <c>await clock.WaitForTimerAsync(TimeSpan.FromSeconds(2)); clock.Advance(TimeSpan.FromSeconds(2));</c>
/// </summary>
public sealed class TestClock : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _timers = [];
    private readonly List<(Func<TimeSpan, bool> Wanted, TaskCompletionSource Signal)> _waiters = [];

    /// <summary>Makes a clock that stands at 2026-08-01 12:00 UTC.</summary>
    public TestClock()
        : base(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Note(dueTime);
        return new NotedTimer(this, timer);
    }

    /// <summary>Waits until a timer of exactly this length was started; each started timer satisfies one wait.</summary>
    public Task WaitForTimerAsync(TimeSpan dueTime, CancellationToken cancellationToken = default) =>
        WaitForTimerAsync(due => due == dueTime, cancellationToken);

    /// <summary>Waits until a timer of a wanted length was started; each started timer satisfies one wait.</summary>
    public async Task WaitForTimerAsync(Func<TimeSpan, bool> wanted, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            int found = _timers.FindIndex(due => wanted(due));
            if (found >= 0)
            {
                _timers.RemoveAt(found);
                return;
            }

            _waiters.Add((wanted, signal));
        }

        try
        {
            await signal.Task.WaitAsync(CallMeter.Patience, cancellationToken);
        }
        finally
        {
            // Given up: the next timer belongs to somebody else.
            lock (_lock) _waiters.RemoveAll(waiter => waiter.Signal == signal);
        }
    }

    private void Note(TimeSpan dueTime)
    {
        if (dueTime == Timeout.InfiniteTimeSpan) return;
        lock (_lock)
        {
            int found = _waiters.FindIndex(waiter => waiter.Wanted(dueTime));
            if (found < 0)
            {
                _timers.Add(dueTime);
                return;
            }

            _waiters[found].Signal.TrySetResult();
            _waiters.RemoveAt(found);
        }
    }

    // Task.Delay and CancellationTokenSource start their timer through Change, so that has to be seen too.
    private sealed class NotedTimer(TestClock clock, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = inner.Change(dueTime, period);
            clock.Note(dueTime);
            return changed;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}

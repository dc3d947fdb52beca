namespace FusionOfN.Providers.Tests;

/// <summary>The gate over a clock whose timers fire a moment early, as real ones do: they count in milliseconds, the clock in ticks.</summary>
public sealed class ConcurrencyGateTimerTests
{
    [Fact]
    public async Task EnterAsync_TimerFiresBeforeTheClockIsThere_TheWaitingCallStillPasses()
    {
        EarlyClock clock = new();
        using ConcurrencyGate gate = new(maxConcurrency: 2, serial: false, clock);
        GateLease first = await gate.EnterAsync("m", TestContext.Current.CancellationToken);
        gate.Overload(first, retryAfter: null);
        first.Dispose();
        Task<GateLease> waiting = gate.EnterAsync("m", TestContext.Current.CancellationToken).AsTask();

        clock.Advance(ConcurrencyGate.CoolDown - TimeSpan.FromTicks(1));
        clock.FireTimer();
        Assert.False(waiting.IsCompleted);

        clock.Advance(clock.Due!.Value);
        clock.FireTimer();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Dispose();
    }

    /// <summary>A clock with one timer, which fires when the test says so.</summary>
    private sealed class EarlyClock : TimeProvider, ITimer
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
        private TimerCallback? _callback;

        /// <summary>When the timer was last told to fire, from then on; null when it was not.</summary>
        public TimeSpan? Due { get; private set; }

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _callback = callback;
            return this;
        }

        public void Advance(TimeSpan time) => _now += time;

        public void FireTimer()
        {
            Due = null;
            _callback!(null);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

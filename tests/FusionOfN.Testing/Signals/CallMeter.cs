namespace FusionOfN.Testing;

/// <summary>
/// Counts calls that are open now, how many were open at most, how many ever began, and how many the caller abandoned, and lets a test
/// await any of these instead of sleeping. Thread-safe.
/// </summary>
public sealed class CallMeter
{
    /// <summary>Every wait gives up after this long, so that a broken test fails with the counts instead of hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Condition, TaskCompletionSource Signal)> _waiters = [];
    private int _open;
    private int _maxOpen;
    private int _total;
    private int _aborted;

    /// <summary>Calls open at this moment.</summary>
    public int Open { get { lock (_lock) return _open; } }

    /// <summary>The most calls ever open at one moment.</summary>
    public int MaxOpen { get { lock (_lock) return _maxOpen; } }

    /// <summary>Calls that ever began.</summary>
    public int Total { get { lock (_lock) return _total; } }

    /// <summary>Calls the caller gave up: cancelled, or the connection closed before the answer was complete.</summary>
    public int Aborted { get { lock (_lock) return _aborted; } }

    /// <summary>Notes the begin of a call; returns its index, counted from 0.</summary>
    public int Begin()
    {
        lock (_lock)
        {
            _open++;
            _maxOpen = Math.Max(_maxOpen, _open);
            _total++;
            Release();
            return _total - 1;
        }
    }

    /// <summary>Notes the end of a call.</summary>
    /// <param name="aborted">Whether the caller gave the call up.</param>
    public void End(bool aborted)
    {
        lock (_lock)
        {
            _open--;
            if (aborted) _aborted++;
            Release();
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> calls are open at one moment.</summary>
    public Task WaitForOpenAsync(int count, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _open >= count, $"{count} open calls", cancellationToken);

    /// <summary>Waits until at least <paramref name="count"/> calls have begun, finished ones included.</summary>
    public Task WaitForTotalAsync(int count, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _total >= count, $"{count} calls in all", cancellationToken);

    /// <summary>Waits until the caller has given up at least <paramref name="count"/> calls.</summary>
    public Task WaitForAbortedAsync(int count, CancellationToken cancellationToken = default) =>
        WaitAsync(() => _aborted >= count, $"{count} aborted calls", cancellationToken);

    /// <summary>Waits until no call is open. Returns at once when none ever began.</summary>
    public Task WaitForAllClosedAsync(CancellationToken cancellationToken = default) =>
        WaitAsync(() => _open == 0, "no open call", cancellationToken);

    private async Task WaitAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
    {
        Task wait;
        lock (_lock)
        {
            if (condition()) return;
            TaskCompletionSource signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((condition, signal));
            wait = signal.Task;
        }

        try
        {
            await wait.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s for {what}; open {Open}, most open {MaxOpen}, in all {Total}, aborted {Aborted}.");
        }
    }

    // Runs under the lock, so that a waiter sees a moment that really was: "open reached 3" must not be missed because it fell back to 2 at once.
    private void Release()
    {
        for (int i = _waiters.Count - 1; i >= 0; i--)
        {
            if (!_waiters[i].Condition()) continue;
            _waiters[i].Signal.TrySetResult();
            _waiters.RemoveAt(i);
        }
    }
}

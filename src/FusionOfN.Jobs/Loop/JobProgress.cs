using System.Runtime.CompilerServices;

namespace FusionOfN.Jobs;

/// <summary>How a job gets on. Thread-safe.</summary>
public sealed class JobProgress
{
    private const int MaxGroups = 100;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly JobCalls _calls;
    private readonly JobSpend _before;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly (long InputTokens, long OutputTokens, decimal CostUsd, long Unpriced) _known;
    private readonly Queue<(TimeSpan At, long Ended)> _recent = [];
    private readonly Dictionary<(ItemState State, string Kind), (string Example, long Items)> _groups = [];
    private readonly long[] _states = new long[4];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _lastMark;
    private long? _total;
    private long _ended;
    private long _parked;
    private int _inFlight;

    internal JobProgress(JobCalls calls, JobSpend before, long? total, TimeProvider time)
    {
        _calls = calls;
        _before = before;
        _total = total;
        _time = time;
        _started = time.GetTimestamp();

        // What the same calls bought in an earlier run of this process is in what was spent before.
        var known = calls.Counts.Totals;
        _known = (known.InputTokens, known.OutputTokens, known.CostUsd, known.Unpriced);
    }

    /// <summary>How the job stands now.</summary>
    public JobSnapshot Snapshot()
    {
        var calls = _calls.Counts.Totals;
        lock (_gate)
        {
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            double perMinute = PerMinute(elapsed);
            long known = _states.Sum();
            decimal bought = calls.CostUsd - _known.CostUsd;
            decimal cost = _before.CostUsd + bought;
            return new JobSnapshot
            {
                Elapsed = elapsed,
                Total = _total,
                Done = _states[(int)ItemState.Done],
                Filtered = _states[(int)ItemState.Filtered],
                Failed = _states[(int)ItemState.Failed],
                Ended = _ended,
                Parked = _parked,
                InFlight = _inFlight,
                ItemsPerMinute = perMinute,
                Eta = _total is { } total && perMinute > 0 ? TimeSpan.FromMinutes(Math.Min((total - known) / perMinute, TimeSpan.MaxValue.TotalMinutes / 2)) : null,
                Calls = calls.Sent,
                ReplayedCalls = calls.Replayed,
                CallsNotKept = calls.NotKept,
                CallsInFlight = _calls.Gate.InFlight,
                InputTokens = _before.InputTokens + calls.InputTokens - _known.InputTokens,
                OutputTokens = _before.OutputTokens + calls.OutputTokens - _known.OutputTokens,
                CostUsd = cost,
                UnpricedCalls = _before.UnpricedCalls + calls.Unpriced - _known.Unpriced,
                ForecastUsd = _total is { } all && _ended > 0 ? cost + (bought / _ended * (all - known)) : null,
                ReadyIdleShare = _calls.Gate.ReadyIdleShare,
                Errors = [.. _groups.Select(group => new JobErrorGroup(group.Key.State, group.Key.Kind, group.Value.Example, group.Value.Items)).OrderByDescending(group => group.Items)],
            };
        }
    }

    /// <summary>Snapshots, the first at once and the last when the job has ended.</summary>
    /// <param name="every">The time between two of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<JobSnapshot> WatchAsync(TimeSpan every, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!_completed.Task.IsCompleted)
        {
            yield return Snapshot();
            await Task.WhenAny(_completed.Task, Task.Delay(every, _time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        yield return Snapshot();
    }

    internal void SetTotal(long total)
    {
        lock (_gate)
            _total = total;
    }

    /// <summary>The reader came past an item that had ended before.</summary>
    internal void AddKnown(ItemState state)
    {
        lock (_gate)
            _states[(int)state]++;
    }

    internal void Begin()
    {
        Interlocked.Increment(ref _inFlight);
        JobMetrics.ItemsInFlight.Add(1);
    }

    /// <summary>An item is not worked on any more.</summary>
    /// <param name="outcome">How it ended; null when it waits.</param>
    internal void End(ItemOutcome? outcome)
    {
        Interlocked.Decrement(ref _inFlight);
        JobMetrics.ItemsInFlight.Add(-1);
        if (outcome is null)
            return;
        JobMetrics.Items.Add(1, new KeyValuePair<string, object?>("fusion.state", outcome.State.ToString().ToLowerInvariant()));
        lock (_gate)
        {
            _states[(int)outcome.State]++;
            _ended++;
            TimeSpan now = _time.GetElapsedTime(_started);
            if (_recent.Count == 0 || now - _lastMark >= TimeSpan.FromSeconds(1))
            {
                _recent.Enqueue((now, _ended));
                _lastMark = now;
            }

            while (_recent.Count > 2 && now - _recent.Peek().At > Window)
                _recent.Dequeue();
            if (outcome is { Kind: { } kind, Reason: { } reason })
                Group((outcome.State, kind), reason);
        }
    }

    /// <summary>An item waits for a batch.</summary>
    internal void Park() => Interlocked.Increment(ref _parked);

    /// <summary>An item that had ended waits again.</summary>
    internal void TakeBack(ItemState state)
    {
        lock (_gate)
        {
            _states[(int)state]--;
            _ended--;
        }
    }

    internal void Complete() => _completed.TrySetResult();

    private void Group((ItemState State, string Kind) key, string reason)
    {
        if (_groups.TryGetValue(key, out var group))
            _groups[key] = (group.Example, group.Items + 1);
        else if (_groups.Count < MaxGroups)
            _groups[key] = (reason, 1);
    }

    private double PerMinute(TimeSpan elapsed)
    {
        if (_ended == 0)
            return 0;
        (TimeSpan at, long ended) = _recent.Peek();
        return elapsed - at >= TimeSpan.FromSeconds(5) && _ended > ended ? (_ended - ended) / (elapsed - at).TotalMinutes : _ended / Math.Max(elapsed.TotalMinutes, 1e-9);
    }
}

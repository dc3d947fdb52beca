using System.Threading.Channels;

namespace FusionOfN;

/// <summary>Decides when sampling is over: the panel timeout, or the grace period after enough candidates are in.</summary>
internal sealed class QuorumWatch : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _giveUp;
    private readonly CancellationToken _run;
    private readonly Quorum _quorum;
    private readonly int _slots;
    private readonly TimeProvider _time;
    private readonly ChannelWriter<FusionEvent> _events;
    private readonly ITimer _timeout;
    private ITimer? _grace;
    private int _usable;
    private int _settled;
    private volatile bool _timedOut;

    public QuorumWatch(Quorum quorum, int slots, TimeSpan timeout, TimeProvider time, ChannelWriter<FusionEvent> events, CancellationToken run)
    {
        _quorum = quorum;
        _slots = slots;
        _time = time;
        _events = events;
        _run = run;
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(run);
        _timeout = time.CreateTimer(_ => GiveUp(timedOut: true), null, timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when stragglers are given up.</summary>
    public CancellationToken Token => _giveUp.Token;

    /// <summary>Why a call of the panel was cancelled.</summary>
    public (CallState State, CallFailure Failure) WhyCancelled() => _run.IsCancellationRequested
        ? (CallState.Cancelled, new CallFailure("The run was cancelled."))
        : _timedOut
            ? (CallState.TimedOut, new CallFailure($"No complete answer within the panel timeout of {_quorum.Timeout.TotalSeconds:0.###} s."))
            : (CallState.Cancelled, new CallFailure($"Given up as a straggler: the quorum was met and the grace of {_quorum.Grace.TotalSeconds:0.###} s had passed."));

    public void Settled(bool usable)
    {
        lock (_gate)
        {
            _settled++;
            if (!usable || ++_usable != _quorum.Needed(_slots) || _settled == _slots)
                return;

            _events.TryWrite(new QuorumMet(_usable, _slots));
            _grace = _time.CreateTimer(_ => GiveUp(timedOut: false), null, _quorum.Grace, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The timers first: their callbacks use the token source.
        await _timeout.DisposeAsync().ConfigureAwait(false);
        if (_grace is not null)
            await _grace.DisposeAsync().ConfigureAwait(false);
        _giveUp.Dispose();
    }

    private void GiveUp(bool timedOut)
    {
        _timedOut |= timedOut && !_giveUp.IsCancellationRequested;
        _giveUp.Cancel();
    }
}

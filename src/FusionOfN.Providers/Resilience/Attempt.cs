using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>One try of a call: its slot, its place in the rate limits, and its time limits. Disposing gives back what it holds.</summary>
internal sealed class Attempt : IDisposable
{
    private readonly EndpointLimits _limits;
    private readonly FailureFactory _failures;
    private readonly GateLease _lease;
    private readonly PaceTicket _ticket;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenRegistration _callerStops;
    private readonly CancellationTokenSource _stop;
    private readonly long _started;
    private TimeSpan? _allowedSilence;
    private bool _hasFirstToken;
    private bool _settled;

    public Attempt(EndpointLimits limits, FailureFactory failures, GateLease lease, PaceTicket ticket, int number, CancellationToken caller)
    {
        _limits = limits;
        _failures = failures;
        _lease = lease;
        _ticket = ticket;
        _caller = caller;
        Number = number;
        _started = limits.TimeProvider.GetTimestamp();
        _stop = new CancellationTokenSource(limits.Options.Timeouts.Whole, limits.TimeProvider);
        _callerStops = caller.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
    }

    /// <summary>Which try this is, counted from 1.</summary>
    public int Number { get; }

    public GateLease Lease => _lease;

    /// <summary>Cancelled when the caller cancels or a time limit is over.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>From now on the stream has to bring its first token in time.</summary>
    public void ExpectFirstToken() => Allow(_limits.Options.Timeouts.FirstToken);

    /// <summary>From now on the stream may be silent only so long.</summary>
    public void ExpectNext()
    {
        _hasFirstToken = true;
        Allow(_limits.Options.Timeouts.Silence);
    }

    /// <summary>Stops the clock for silence: the consumer has the turn, and may take its time.</summary>
    public void Rest() => Allow(silence: null);

    /// <summary>Notes that the answer is complete.</summary>
    public void Succeed(UsageDetails? usage)
    {
        long? used = usage?.TotalTokenCount ?? (usage?.InputTokenCount + usage?.OutputTokenCount);
        _settled = true;
        // Without reported usage the estimate stands.
        if (used is not null) _limits.Settle(_ticket, used.Value);
        _limits.Succeed();
    }

    /// <summary>What an exception of this attempt means. The caller's own cancellation stays what it is.</summary>
    public Exception Translate(Exception exception)
    {
        if (_caller.IsCancellationRequested) return exception as OperationCanceledException ?? new OperationCanceledException(_caller);
        if (exception is EndpointException) return exception;
        if (_stop.IsCancellationRequested)
        {
            return _allowedSilence is { } silence
                ? Late(_hasFirstToken ? "the stream fell silent" : "no first token", silence, isTransient: true)
                : Late("no whole answer", _limits.Options.Timeouts.Whole, isTransient: false);
        }

        return exception is IOException or HttpRequestException ? _failures.Broken(exception) : _failures.Unreadable(exception);
    }

    public void Dispose()
    {
        _callerStops.Dispose();
        _stop.Dispose();
        // A failed call used no tokens that the server counts, or none we know of.
        if (!_settled) _limits.Settle(_ticket, 0);
        _lease.Dispose();
    }

    /// <summary>Sets the one clock to whichever comes first: the end of the silence, or the end of the time for the whole answer.</summary>
    private void Allow(TimeSpan? silence)
    {
        // What had its end keeps its reason.
        if (_stop.IsCancellationRequested) return;
        TimeSpan left = _limits.Options.Timeouts.Whole - _limits.TimeProvider.GetElapsedTime(_started);
        _allowedSilence = silence < left ? silence : null;
        _stop.CancelAfter(_allowedSilence ?? (left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }

    private EndpointException Late(string what, TimeSpan limit, bool isTransient) =>
        _failures.Make(EndpointFailureKind.Timeout, $"{what} within {limit.TotalSeconds:0.#} s", isTransient);
}

namespace FusionOfN.Providers;

/// <summary>
/// Holds requests back so that no 60 seconds see more requests or tokens than allowed. A sliding window instead of a token bucket: a bucket
/// lets up to twice the rate through in its first minute, and providers count by the minute. Tokens are reserved from an estimate and settled later.
/// </summary>
#pragma warning disable CA1001 // The semaphore owns nothing as long as nobody asks for its wait handle, and calls in flight may outlive the endpoint.
internal sealed class RatePacer(int? requestsPerMinute, int? tokensPerMinute, TimeProvider timeProvider)
#pragma warning restore CA1001
{
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private static readonly PaceTicket Unlimited = new(default, 0);

    // One at a time at the head of the queue, in the order of arrival.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly Queue<PaceTicket> _tickets = new();
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _tokens;

    public ValueTask<PaceTicket> WaitAsync(long tokens, CancellationToken cancellationToken) => requestsPerMinute is null && tokensPerMinute is null
        ? ValueTask.FromResult(Unlimited)
        : new ValueTask<PaceTicket>(WaitForTurnAsync(tokens, cancellationToken));

    private async Task<PaceTicket> WaitForTurnAsync(long tokens, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Task settled;
                TimeSpan delay;
                lock (_lock)
                {
                    delay = DelayFor(tokens);
                    if (delay == TimeSpan.Zero)
                    {
                        PaceTicket ticket = new(timeProvider.GetUtcNow(), tokens);
                        _tickets.Enqueue(ticket);
                        _tokens += tokens;
                        return ticket;
                    }

                    settled = _settled.Task;
                }

                using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(Task.Delay(delay, timeProvider, stop.Token), settled).ConfigureAwait(false);
                await stop.CancelAsync().ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Puts the tokens really used in the place of the estimate.</summary>
    public void Settle(PaceTicket ticket, long tokens)
    {
        lock (_lock)
        {
            if (ticket == Unlimited || !_tickets.Contains(ticket)) return;
            bool freed = tokens < ticket.Tokens;
            _tokens += tokens - ticket.Tokens;
            ticket.Tokens = tokens;
            if (!freed) return;
            TaskCompletionSource settled = _settled;
            _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            settled.TrySetResult();
        }
    }

    private TimeSpan DelayFor(long tokens)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        while (_tickets.TryPeek(out PaceTicket? oldest) && oldest.Start + Window <= now)
        {
            _tokens -= oldest.Tokens;
            _tickets.Dequeue();
        }

        int requests = _tickets.Count;
        long used = _tokens;
        TimeSpan delay = TimeSpan.Zero;
        foreach (PaceTicket ticket in _tickets)
        {
            if (Fits(requests, used, tokens)) break;
            delay = ticket.Start + Window - now;
            requests--;
            used -= ticket.Tokens;
        }

        return delay;
    }

    // A request larger than the whole allowance would wait for ever: it goes when the window is empty.
    private bool Fits(int requests, long used, long tokens) =>
        requests == 0 || (!(requests >= requestsPerMinute) && !(used + tokens > tokensPerMinute));
}

using System.Threading.RateLimiting;
using FusionOfN.Providers;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>
/// Lets so many runs in at once, keeps so many waiting in the order they came, and refuses the rest. When the gateway stops it lets nobody in
/// any more, and says when the last run has ended.
/// </summary>
internal sealed class RunGate : IDisposable
{
    // What a client is told to wait before the first run has shown how long one takes, and the bounds of it afterwards.
    private const double FirstGuessSeconds = 1;
    private const double LongestRetrySeconds = 60;

    // How much the last run's duration counts in the running mean.
    private const double Weight = 0.1;

    // Cancelled runs still book what they spent.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _limiter;
    private readonly GatewayConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly ILogger<RunGate> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _inside;
    private double _meanSeconds = FirstGuessSeconds;

    public RunGate(GatewayConfiguration configuration, TimeProvider time, ILogger<RunGate> logger)
    {
        _configuration = configuration;
        _time = time;
        _logger = logger;
        _limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = configuration.MaxConcurrentRuns,
            QueueLimit = configuration.MaxQueue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Whether the gateway is stopping: nobody is let in any more.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Cancelled when runs had all the time they get after the gateway was told to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Runs in flight.</summary>
    public int Running => _configuration.MaxConcurrentRuns - (int)_limiter.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Requests that wait for a run to end.</summary>
    public int Queued => (int)_limiter.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Waits for a turn.</summary>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <returns>The turn; disposing it lets the next one in.</returns>
    /// <exception cref="GatewayException">429: the queue is full. 503: the gateway is stopping.</exception>
    public async ValueTask<RunTurn> EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsDraining)
                throw Stopping();
            _inside++;
        }

        try
        {
            return new RunTurn(this, await AcquireAsync(cancellationToken), _time.GetTimestamp());
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave(RateLimitLease lease, long since)
    {
        double seconds = _time.GetElapsedTime(since).TotalSeconds;
        lock (_lock)
            _meanSeconds += Weight * (seconds - _meanSeconds);
        lease.Dispose();
        Leave();
    }

    /// <summary>Lets nobody in any more and waits for the runs inside, queued ones too. Those that take longer than they may are cancelled.</summary>
    public async Task DrainAsync()
    {
        lock (_lock)
        {
            IsDraining = true;
            if (_inside == 0)
                _empty.TrySetResult();
        }

        if (await EndsWithinAsync(_configuration.Drain))
            return;

        GatewayLog.DrainOver(_logger, _inside, _configuration.Drain.TotalSeconds);
        await _stop.CancelAsync();
        await EndsWithinAsync(CancelGrace);
    }

    /// <summary>What a client is told while the gateway stops.</summary>
    public static GatewayException Stopping() => new(503, "The gateway is stopping. Ask again in a moment: another one may take its place.")
    {
        Code = "stopping",
        RetryAfterSeconds = 5,
    };

    public void Dispose()
    {
        _limiter.Dispose();
        _stop.Dispose();
    }

    private async ValueTask<RateLimitLease> AcquireAsync(CancellationToken cancellationToken)
    {
        var lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired)
            return lease;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            lease = await _limiter.AcquireAsync(1, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Stopping();
        }

        return lease.IsAcquired ? lease : throw Full();
    }

    private GatewayException Full() => new(
        429, $"{_configuration.MaxConcurrentRuns} runs are in flight and {_configuration.MaxQueue} requests wait, which is all this gateway takes on. Ask again later.")
    {
        Code = "queue_full",
        RetryAfterSeconds = (int)Math.Ceiling(Math.Clamp(_meanSeconds, FirstGuessSeconds, LongestRetrySeconds)),
    };

    private void Leave()
    {
        lock (_lock)
        {
            if (--_inside == 0 && IsDraining)
                _empty.TrySetResult();
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan longest)
    {
        try
        {
            await _empty.Task.WaitAsync(longest, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

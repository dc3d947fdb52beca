using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>
/// Lets so many runs in at once, keeps so many waiting, shared out by key, and refuses the rest. When the gateway stops it lets nobody in any
/// more, and says when the last run has ended.
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

    private readonly FairQueue _queue;
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
        _queue = new FairQueue(configuration.MaxConcurrentRuns, configuration.MaxQueue);
    }

    /// <summary>Whether the gateway is stopping: nobody is let in any more.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Cancelled when runs had all the time they get after the gateway was told to stop.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Runs in flight.</summary>
    public int Running => _queue.Running;

    /// <summary>Requests that wait for a run to end.</summary>
    public int Queued => _queue.Waiting;

    /// <summary>Waits for a turn.</summary>
    /// <param name="owner">The key whose run it is; null for none.</param>
    /// <param name="cancellationToken">Leaves the queue.</param>
    /// <returns>The turn; disposing it lets the next one in.</returns>
    /// <exception cref="GatewayException">429: the queue is full. 503: the gateway is stopping.</exception>
    public async ValueTask<RunTurn> EnterAsync(string? owner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsDraining)
                throw Stopping();
            _inside++;
        }

        try
        {
            await WaitAsync(owner, cancellationToken);
            return new RunTurn(this, owner, _time.GetTimestamp());
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave(string? owner, long since)
    {
        double seconds = _time.GetElapsedTime(since).TotalSeconds;
        lock (_lock)
            _meanSeconds += Weight * (seconds - _meanSeconds);
        _queue.Leave(owner);
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

    public void Dispose() => _stop.Dispose();

    private async ValueTask WaitAsync(string? owner, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            if (!await _queue.EnterAsync(owner, stop.Token))
                throw Full();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Stopping();
        }
    }

    private GatewayException Full() => new(
        429, $"{_configuration.MaxConcurrentRuns} runs are in flight and {_configuration.MaxQueue} requests wait, which is all this gateway takes on. The queue is shared out by key. Ask again later.")
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

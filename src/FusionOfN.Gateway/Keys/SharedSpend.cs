using FusionOfN.Jobs;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>A meter that counts what other gateways on the same store take, too: that is read again every few seconds.</summary>
internal sealed class SharedSpend
{
    /// <summary>How old the knowledge of others may be: that long, several gateways may together pass a limit.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    // A store that does not answer must not hold up requests: limits then go by what is known.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Func<CancellationToken, Task<SpendTotals>> _readOthers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task _read = Task.CompletedTask;
    private long? _startedAt;
    private volatile bool _wasRead;

    /// <summary>Creates one that has read nothing yet.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="readOthers">Reads what others took.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where a store that does not work is reported.</param>
    public SharedSpend(SpendMeter meter, Func<CancellationToken, Task<SpendTotals>> readOthers, TimeProvider time, ILogger logger)
    {
        Meter = meter;
        _readOthers = readOthers;
        _time = time;
        _logger = logger;
    }

    public SpendMeter Meter { get; }

    /// <summary>Has the spend of others read when that is due. Only the first time waits for it, and not for long.</summary>
    public async ValueTask<SpendMeter> RefreshAsync(CancellationToken cancellationToken)
    {
        Task read = Start();
        if (!_wasRead)
            await Task.WhenAny(read, Task.Delay(LongestWait, _time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return Meter;
    }

    private Task Start()
    {
        lock (_gate)
        {
            if (!_read.IsCompleted || (_startedAt is { } at && _time.GetElapsedTime(at) < ReadEvery))
                return _read;
            _startedAt = _time.GetTimestamp();
            return _read = Task.Run(ReadAsync);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            Meter.SetOthers(await _readOthers(CancellationToken.None));
            _wasRead = true;
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            StoreLog.SpendNotRead(_logger, exception.Message);
        }
    }
}

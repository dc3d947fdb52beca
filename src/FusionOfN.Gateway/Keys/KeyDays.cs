using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Today's spend of every key that has limits. What other gateways on the same store spend is read again every few seconds.</summary>
internal sealed class KeyDays
{
    /// <summary>How old the knowledge of others may be: that long, several gateways may together pass a limit.</summary>
    public static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);

    // A store that does not answer must not hold up requests: limits then go by what is known.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly GatewayStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, Reading> _days = new(StringComparer.Ordinal);

    public KeyDays(GatewayStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
    }

    /// <summary>The day of a key.</summary>
    public async ValueTask<KeyDay> TodayAsync(ApiKey key, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        Reading reading = _days.AddOrUpdate(
            key.Id, _ => new Reading(new KeyDay(key, today, _time)), (_, known) => known.Day.Day == today ? known : new Reading(new KeyDay(key, today, _time)));
        Task read = reading.Start(ReadAsync, _time);
        if (!reading.WasRead)
            await Task.WhenAny(read, Task.Delay(LongestWait, _time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return reading.Day;
    }

    private async Task<bool> ReadAsync(KeyDay day)
    {
        try
        {
            day.SetOthers(await _store.SpendOfOthersAsync(day.KeyId, day.Day, CancellationToken.None));
            return true;
        }
        catch (Exception exception) when (exception is StoreException or ObjectDisposedException)
        {
            StoreLog.SpendNotRead(_logger, exception.Message);
            return false;
        }
    }

    /// <summary>A day and when it was last read.</summary>
    private sealed class Reading
    {
        private readonly Lock _gate = new();
        private Task _read = Task.CompletedTask;
        private long? _startedAt;

        public Reading(KeyDay day) => Day = day;

        public KeyDay Day { get; }

        public bool WasRead { get; private set; }

        public Task Start(Func<KeyDay, Task<bool>> read, TimeProvider time)
        {
            lock (_gate)
            {
                if (!_read.IsCompleted || (_startedAt is { } at && time.GetElapsedTime(at) < ReadEvery))
                    return _read;
                _startedAt = time.GetTimestamp();
                return _read = Task.Run(async () => WasRead |= await read(Day));
            }
        }
    }
}

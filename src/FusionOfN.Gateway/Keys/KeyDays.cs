using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Today's spend of every key that has limits of the day.</summary>
internal sealed class KeyDays
{
    private readonly GatewayStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, (DateOnly Day, SharedSpend Spend)> _days = new(StringComparer.Ordinal);

    public KeyDays(GatewayStore store, TimeProvider time, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
    }

    /// <summary>The day of a key.</summary>
    public ValueTask<SpendMeter> TodayAsync(ApiKey key, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var (_, spend) = _days.AddOrUpdate(key.Id, _ => (today, Begin(key, today)), (_, known) => known.Day == today ? known : (today, Begin(key, today)));
        return spend.RefreshAsync(cancellationToken);
    }

    /// <summary>The day of a key as far as it is known; null when nothing is.</summary>
    public SpendMeter? Known(ApiKey key) =>
        _days.TryGetValue(key.Id, out var known) && known.Day == DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime) ? known.Spend.Meter : null;

    private SharedSpend Begin(ApiKey key, DateOnly day) => new(
        new SpendMeter(key.Limits, "the API key's day", _time), cancellationToken => _store.SpendOfOthersAsync(key.Id, day, cancellationToken), _time, _logger);
}

using FusionOfN.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>Deletes old runs when the gateway starts and every hour after that.</summary>
internal sealed class RetentionService : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly GatewayStore _store;
    private readonly Func<GatewayConfiguration> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<RetentionService> _logger;

    /// <summary>Creates the service.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">Gives the options that hold now: the file may be read anew.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it reports.</param>
    public RetentionService(GatewayStore store, Func<GatewayConfiguration> options, TimeProvider time, ILogger<RetentionService> logger)
    {
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Deletes what is too old now.</summary>
    public async Task DeleteOldAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset before = _time.GetUtcNow() - _options().Retention;
        try
        {
            long count = await _store.DeleteRunsBeforeAsync(before, cancellationToken);
            if (count > 0)
                StoreLog.Deleted(_logger, count, before);
        }
        catch (StoreException exception)
        {
            StoreLog.RetentionFailed(_logger, exception.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Every, _time);
        try
        {
            do
                await DeleteOldAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops, or could not start.
        }
    }
}

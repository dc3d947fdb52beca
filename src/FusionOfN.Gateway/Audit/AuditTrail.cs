using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>
/// Writes each refusal down: a line in the log at once, and a row in the store in the background. Requests never wait for it; a row that the store
/// does not take, or that comes faster than it can be written, is in the log only.
/// </summary>
internal sealed class AuditTrail : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxTogether = 256;
    private const int RowsBetweenCleanings = 10_000;

    private readonly AuditTable _table;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditTrail> _logger;
    private readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _writing;

    public AuditTrail(GatewayStore store, TimeProvider time, ILogger<AuditTrail> logger)
    {
        _table = store.Audit;
        _time = time;
        _logger = logger;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Whether an error is that somebody may not, or not now; what went wrong at a server behind the gateway is none.</summary>
    public static bool IsRefusal(GatewayException error) => error.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden
        || (error.Status is StatusCodes.Status402PaymentRequired or StatusCodes.Status429TooManyRequests
            && (error.FailureReason is null or FailureReasons.BudgetExceeded || error.Code == KeyMinute.Exceeded));

    /// <summary>Writes a refusal down.</summary>
    public void Refused(HttpContext http, GatewayException error)
    {
        var key = http.Features.Get<Caller>()?.Key?.Id ?? "";
        var source = http.Connection.RemoteIpAddress?.ToString() ?? "";
        var reason = error.Code ?? error.FailureReason ?? "refused";

        // A route instead of a path: paths hold what people write.
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        GatewayLog.Refused(_logger, error.Status, reason, key, source, route);
        _waiting.Writer.TryWrite(new AuditEntry(_time.GetUtcNow(), AuditEvents.Refused, key, source, reason, route));
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        var sinceCleaning = 0;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            List<AuditEntry> together = [];
            while (together.Count < MaxTogether && _waiting.Reader.TryRead(out var entry))
                together.Add(entry);
            try
            {
                await _table.AddAsync(together, CancellationToken.None);
                if ((sinceCleaning += together.Count) >= RowsBetweenCleanings)
                {
                    await _table.DeleteBeforeAsync(DateTimeOffset.UnixEpoch, CancellationToken.None);
                    sinceCleaning = 0;
                }
            }
#pragma warning disable CA1031 // They are in the log; the store has its own way to say that it does not work.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                GatewayLog.AuditNotWritten(_logger, together.Count, exception.Message);
            }
        }
    }
}

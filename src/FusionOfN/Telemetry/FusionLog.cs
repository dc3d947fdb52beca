using Microsoft.Extensions.Logging;

namespace FusionOfN;

/// <summary>Every log message of the engine. None holds a prompt, an answer or a key.</summary>
internal static partial class FusionLog
{
    [LoggerMessage(4, LogLevel.Error, "Run {RunId} failed unexpectedly; what it spent is booked")]
    public static partial void RunFaulted(ILogger logger, Exception exception, string runId);

    public static void RunEnded(ILogger logger, FusionReceipt receipt)
    {
        foreach (var call in receipt.Calls)
        {
            if (call.State != CallState.Ok)
                CallFailed(logger, receipt.RunId, call.Role, call.RequestedModel, call.State, call.Failure?.StatusCode);
        }

        if (receipt.Degraded)
            Degraded(logger, receipt.RunId, receipt.Status, receipt.Answered, receipt.Asked, receipt.FallbackLevel);
        Ended(logger, receipt.RunId, receipt.Recipe, receipt.Aggregator, receipt.Status, receipt.Answered, receipt.Asked, receipt.DurationMs);
    }

    [LoggerMessage(1, LogLevel.Information, "Run {RunId} of recipe {Recipe} ({Aggregator}) ended {Status}: {Answered} of {Asked} candidates in {DurationMs:0} ms")]
    private static partial void Ended(
        ILogger logger, string runId, string recipe, string aggregator, FusionStatus status, int answered, int asked, double durationMs);

    [LoggerMessage(2, LogLevel.Warning, "Run {RunId} is degraded: {Status}, {Answered} of {Asked} candidates, fallback {Level}")]
    private static partial void Degraded(ILogger logger, string runId, FusionStatus status, int answered, int asked, FallbackLevel? level);

    [LoggerMessage(3, LogLevel.Warning, "Run {RunId}: the {Role} call to {Model} ended {State} (HTTP {StatusCode})")]
    private static partial void CallFailed(ILogger logger, string runId, CallRole role, string model, CallState state, int? statusCode);
}

using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The gateway's log messages. Never a prompt, an answer, a body or a key.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Error, "The request to {Path} failed.")]
    public static partial void Faulted(ILogger logger, Exception exception, string path);

    [LoggerMessage(2, LogLevel.Warning, "{Count} runs were not over {Seconds:0.#} s after the gateway was told to stop, and are cancelled.")]
    public static partial void DrainOver(ILogger logger, int count, double seconds);

    [LoggerMessage(3, LogLevel.Information, "{Method} {Route} {Status} in {Ms:0.0} ms {RequestId} {RunId}")]
    public static partial void Answered(ILogger logger, string method, string route, int status, double ms, string requestId, string runId);

    [LoggerMessage(4, LogLevel.Information, "Other models are served now: {Origin}. Runs in flight end on the old ones.")]
    public static partial void Reloaded(ILogger logger, string origin);

    [LoggerMessage(5, LogLevel.Error, "The new configuration is not taken, the one before goes on. {Problem}")]
    public static partial void NotReloaded(ILogger logger, string problem);

    [LoggerMessage(11, LogLevel.Warning, "Refused {Status} {Reason}: key {KeyId}, from {Source}, at {Route}")]
    public static partial void Refused(ILogger logger, int status, string reason, string keyId, string source, string route);

    [LoggerMessage(12, LogLevel.Warning, "{Count} refusals are in the log only, the store did not take them: {Problem}")]
    public static partial void AuditNotWritten(ILogger logger, int count, string problem);
}

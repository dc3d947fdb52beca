using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The gateway's log messages. Never a prompt, an answer, a body or a key.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Error, "The request to {Path} failed.")]
    public static partial void Faulted(ILogger logger, Exception exception, string path);

    [LoggerMessage(2, LogLevel.Warning, "{Count} runs were not over {Seconds:0.#} s after the gateway was told to stop, and are cancelled.")]
    public static partial void DrainOver(ILogger logger, int count, double seconds);
}

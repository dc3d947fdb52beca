using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The gateway's log messages. Never a prompt, an answer, a body or a key.</summary>
internal static partial class GatewayLog
{
    [LoggerMessage(1, LogLevel.Error, "The request to {Path} failed.")]
    public static partial void Faulted(ILogger logger, Exception exception, string path);
}

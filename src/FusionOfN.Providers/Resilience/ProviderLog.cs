using Microsoft.Extensions.Logging;

namespace FusionOfN.Providers;

/// <summary>The log messages of endpoints. Arguments are names, numbers and scrubbed messages only.</summary>
internal static partial class ProviderLog
{
    [LoggerMessage(1, LogLevel.Information, "Endpoint '{Endpoint}', model '{Model}': {Kind}; try {Attempt} follows in {Seconds:0.#} s")]
    public static partial void Retrying(ILogger logger, string endpoint, string model, EndpointFailureKind kind, int attempt, double seconds);

    [LoggerMessage(2, LogLevel.Information, "Endpoint '{Endpoint}' is overloaded; at most {Limit} requests at a time from now on")]
    public static partial void LimitLowered(ILogger logger, string endpoint, int limit);

    [LoggerMessage(3, LogLevel.Error, "{Message}")]
    public static partial void Stopped(ILogger logger, string message);

    [LoggerMessage(4, LogLevel.Information, "Endpoint '{Endpoint}' answers again")]
    public static partial void Resumed(ILogger logger, string endpoint);
}

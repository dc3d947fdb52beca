using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Providers;

/// <summary>What endpoints take from the world around them: clock, chance, environment variables, transport, log. The defaults are the real ones.</summary>
public sealed record EndpointRuntime
{
    /// <summary>The clock for timeouts, pacing and back-off.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> ReadVariable { get; init; } = SecretVariables.Read;

    /// <summary>Sends HTTP requests; null makes an own transport per endpoint. One given here is shared and never disposed.</summary>
    public HttpMessageHandler? Transport { get; init; }

    /// <summary>Seed of the back-off's jitter; null takes one from the clock, so that processes do not retry in step.</summary>
    public int? Seed { get; init; }

    /// <summary>Where retries, lowered limits and opened breakers are logged. Never gets prompts, answers or keys.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}

using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>What a gateway runs with.</summary>
public sealed record GatewayOptions
{
    /// <summary>The models and recipes it serves.</summary>
    public required GatewayModels Models { get; init; }

    /// <summary>The address it listens on.</summary>
    /// <value>The default value is a free port on loopback.</value>
    public Uri Listen { get; init; } = new("http://127.0.0.1:0");

    /// <summary>The clock behind timeouts, keep-alives, limits and receipts.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Sets up the log.</summary>
    /// <value>The default value sets up none.</value>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}

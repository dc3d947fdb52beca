using FusionOfN.Jobs;
using FusionOfN.Providers;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>What a gateway runs with.</summary>
public sealed record GatewayOptions
{
    /// <summary>The models and recipes it serves at first; disposed with it, or when others have taken their place.</summary>
    public required GatewayModels Models { get; init; }

    /// <summary>Where it listens, what it keeps, and how much it takes on.</summary>
    /// <value>The default value is that of a file that says nothing, on a free port of loopback.</value>
    public GatewayConfiguration Configuration { get; init; } = new() { Listen = new Uri("http://127.0.0.1:0") };

    /// <summary>The store that the command line names; it wins over the configuration. It may not hold a password.</summary>
    /// <value>The default value is <see langword="null"/>: by <c>FUSION_STORE</c>, else by the configuration.</value>
    public string? Store { get; init; }

    /// <summary>The store, found already; it wins over all other words about it.</summary>
    public StoreAddress? StoreAddress { get; init; }

    /// <summary>How the store waits, retries and gives up.</summary>
    internal GatewayStoreOptions StoreOptions { get; init; } = new();

    /// <summary>What relative paths are relative to.</summary>
    /// <value>The default value is the working directory.</value>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Reads environment variables.</summary>
    public Func<string, string?> ReadVariable { get; init; } = SecretVariables.Read;

    /// <summary>Whether everyone may ask without a key, also from other machines.</summary>
    /// <value>The default value is <see langword="false"/>: without keys it listens on loopback only.</value>
    public bool AllowAnonymous { get; init; }

    /// <summary>Where other models come from while it runs.</summary>
    /// <value>The default value is <see langword="null"/>: it serves the same ones until it stops.</value>
    public ModelReload? Reload { get; init; }

    /// <summary>The clock behind timeouts, keep-alives, limits and receipts.</summary>
    /// <value>The default value is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Sets up the log.</summary>
    /// <value>The default value sets up none.</value>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}

using System.Diagnostics;
using FusionOfN.Gateway.Studio;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>The gateway: an HTTP server that any OpenAI client can use, where every recipe is a model.</summary>
/// <remarks>A door: it translates requests into runs of the one engine, and the engine's events into responses.</remarks>
public sealed class FusionGateway : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;

    private FusionGateway(WebApplication app) => _app = app;

    /// <summary>The address it listens on, without a path.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal GatewayStore Store => _app.Services.GetRequiredService<GatewayStore>();

    /// <summary>Whether its web studio answers at <c>/studio</c>.</summary>
    public bool HasStudio => _app.Services.GetRequiredService<GatewayOptions>().Configuration.Studio;

    /// <summary>Starts a gateway.</summary>
    /// <param name="options">What it runs with. The models are disposed with the gateway.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="ConfigurationException">The address is taken, or is one where everyone could ask without a key.</exception>
    public static async Task<FusionGateway> StartAsync(GatewayOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        GatewayStore? store = null;
        var app = Build(options, () => store ?? throw new InvalidOperationException("The store is not open yet."));
        try
        {
            // After the log is there, so that what the store loses is written to it; and asked for at once, so that it is closed with the gateway.
            store = await OpenStoreAsync(options, app.Services.GetRequiredService<ILogger<GatewayStore>>(), cancellationToken);
            app.Services.GetRequiredService<GatewayStore>();
            Map(app, options);
            ListenCheck.Require(options, await app.Services.GetRequiredService<KeyGuard>().HasKeyAsync(cancellationToken));
            await app.StartAsync(cancellationToken);
            return new FusionGateway(app);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new ConfigurationException($"Another program listens on {options.Configuration.Listen} already. Stop it, or choose another address (--listen, or gateway.listen in fusion.yaml).", exception);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private static WebApplication Build(GatewayOptions options, Func<GatewayStore> store)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();

        // The server's own messages below a warning hold paths and query strings, where clients put what is nobody's business.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // What keeps the host from starting is thrown, and told where it is caught.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        options.Logging(builder.Logging);
        builder.WebHost.UseUrls(options.Configuration.Listen.GetLeftPart(UriPartial.Authority));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Configuration.MaxBodyBytes;

            // Beyond it connections are closed at once. Without it the process ends when it may open no more files.
            kestrel.Limits.MaxConcurrentConnections = ConnectionLimit.Connections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = ConnectionLimit.Pages;
        });

        // Runs have been waited for by then; what is left are connections that nobody asks anything on.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddSingleton<DistributedContextPropagator>(new DoorPropagator());
        builder.Services.AddGateway(options, store);
        builder.AddTelemetry(options);
        return builder.Build();
    }

    private static void Map(WebApplication app, GatewayOptions options)
    {
        if (options.Configuration.TrustedProxies is { Count: > 0 } proxies)
            app.UseForwardedHeaders(ProxyHeaders.From(proxies));
        app.UseMiddleware<AccessLog>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseCrossOrigin(options.Configuration);
        app.UseMiddleware<BrowserGuard>();
        app.UseMiddleware<KeyMiddleware>();
        app.UseRequestDecompression();
        app.UseRouting();
        app.UseMiddleware<AdminGate>();
        if (options.Configuration.Studio)
            app.UseStudio();
        app.MapGateway();
        if (options.Configuration.Studio)
            app.MapStudio();
    }

    private static Task<GatewayStore> OpenStoreAsync(GatewayOptions options, ILogger logger, CancellationToken cancellationToken) => GatewayStore.OpenAsync(
        options.StoreAddress ?? GatewayStoreAddress.Resolve(options.Store, options.Configuration.Store, options.ReadVariable, options.WorkingDirectory),
        options.StoreOptions with { Time = options.TimeProvider, Logger = logger },
        cancellationToken);

    /// <summary>Runs until it is told to stop, then lets the runs in flight end, as long as <see cref="GatewayConfiguration.Drain"/> says.</summary>
    /// <param name="cancellationToken">Tells it to stop.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _app.Services.GetRequiredService<TimeProvider>(), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync();
    }

    /// <summary>Loads the models anew, as <see cref="GatewayOptions.Reload"/> says. Runs in flight end on the old ones.</summary>
    /// <param name="cancellationToken">Stops loading.</param>
    /// <returns>Whether others are served now. If not, the log and <c>/readyz</c> say why, and the old ones go on.</returns>
    public Task<bool> ReloadAsync(CancellationToken cancellationToken = default) => _app.Services.GetRequiredService<ModelReloader>().ReloadAsync(cancellationToken);

    /// <summary>Takes nothing new, waits for the runs in flight, cancels those that take too long, and stops listening.</summary>
    public async Task StopAsync()
    {
        // Still listening meanwhile, so that whoever balances the load can see that nothing is taken any more.
        await _app.Services.GetRequiredService<RunGate>().DrainAsync();
        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

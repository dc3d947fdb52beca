using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FusionOfN.Gateway;

/// <summary>The gateway: an HTTP server that any OpenAI client can use, where every recipe is a model.</summary>
/// <remarks>A door: it translates requests into runs of the one engine, and the engine's events into responses.</remarks>
public sealed class FusionGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FusionGateway(WebApplication app) => _app = app;

    /// <summary>The address it listens on, without a path.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Starts a gateway.</summary>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<FusionGateway> StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        await app.StartAsync(cancellationToken);
        return new FusionGateway(app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

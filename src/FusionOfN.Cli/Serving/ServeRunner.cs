using System.Runtime.InteropServices;
using FusionOfN.Configuration;
using FusionOfN.Gateway;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion serve</c>: starts the gateway, says where it listens, and stops it when told to.</summary>
internal sealed class ServeRunner
{
    private readonly CliHost _host;
    private readonly ServeSettings _settings;

    public ServeRunner(CliHost host, ServeSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ModelSource source = await CliModels.FindAsync(_host, _settings.ConfigFile, cancellationToken);
        CliModels.WriteOrigin(_host, source);
        GatewayConfiguration configuration = GatewayConfiguration.From(source.Book.Configuration);
        await using FusionGateway gateway = await FusionGateway.StartAsync(
            new GatewayOptions
            {
                Models = new GatewayModels(source),
                Configuration = _settings.Listen is { } listen ? configuration with { Listen = listen } : configuration,
                StoreAddress = StoreLocation.Find(_host, _settings.Store, _settings.ConfigFile),
                Reload = new ModelReload(token => ReloadAsync(configuration, token)) { File = source.File },
                AllowAnonymous = _settings.AllowAnonymous,
                TimeProvider = _host.Time,
                Logging = logging => ServeLog.SetUp(logging, _settings.Log),
            },
            cancellationToken);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            // The signal's own meaning is to end the process.
            signal.Cancel = true;
            _ = gateway.ReloadAsync(cancellationToken);
        });
        WriteWelcome(gateway, source);
        await gateway.RunAsync(cancellationToken);
        _host.Error.WriteLine("stopped");
        return ExitCode.Ok;
    }

    private async Task<GatewayModels> ReloadAsync(GatewayConfiguration started, CancellationToken cancellationToken)
    {
        try
        {
            ModelSource source = await CliModels.FindAsync(_host, _settings.ConfigFile, cancellationToken);
            if (!GatewayConfiguration.From(source.Book.Configuration).SaysTheSameAs(started))
                _host.Error.WriteLine("note: the 'gateway' block has changed; it is read when 'fusion serve' starts.");
            return new GatewayModels(source);
        }
        catch (CliException exception)
        {
            throw new ConfigurationException(exception.Hint is null ? exception.Message : $"{exception.Message} {exception.Hint}", exception);
        }
    }

    private void WriteWelcome(FusionGateway gateway, ModelSource source)
    {
        string url = gateway.Url.GetLeftPart(UriPartial.Authority);
        _host.Out.WriteLine($"listening on {url}");
        _host.Error.WriteLine($"models: {string.Join(", ", source.Book.Recipes.Select(recipe => $"fusion/{recipe.Name}"))}");
        _host.Error.WriteLine($"try: curl {url}/v1/chat/completions -H 'content-type: application/json' -d '{{\"model\":\"fusion\",\"messages\":[{{\"role\":\"user\",\"content\":\"…\"}}]}}'");
        if (gateway.HasStudio)
            _host.Error.WriteLine($"studio: {url}/studio");
        _host.Error.WriteLine("Ctrl+C stops it; runs in flight are finished first.");
    }
}

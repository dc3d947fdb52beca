using FusionOfN.Cli.Rendering;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion models pull</c>.</summary>
internal sealed class ModelsPullRunner
{
    private readonly CliHost _host;
    private readonly string _model;
    private readonly string? _graph;
    private readonly string _revision;

    public ModelsPullRunner(CliHost host, string model, string? graph, string revision)
    {
        _host = host;
        _model = model;
        _graph = graph;
        _revision = revision;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using HttpClient http = HubAccess.Client();
        try
        {
            HubClient hub = new(http, LocalModels.Catalog(_host), HubAccess.Options(_host, _revision));
            LocalModelEntry entry = await ByteProgress.RunAsync(
                _host, $"pulling {_model}", progress => hub.PullAsync(_model, progress, _graph, cancellationToken));
            _host.Error.WriteLine($"local:{entry.Id} is here: {Figures.Bytes(entry.Bytes)} in {entry.Directory}");
            return ExitCode.Ok;
        }
        catch (LocalModelException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _host.Error.WriteLine("stopped; the same command goes on from here");
            return ExitCode.Cancelled;
        }
    }
}

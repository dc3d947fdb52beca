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
        // Large files take long: the pull watches its own progress and is stopped by the token.
        using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            HubClient hub = new(http, LocalModels.Catalog(_host), Options());
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

    private HubOptions Options()
    {
        HubOptions options = new() { Revision = _revision, Token = _host.Variable("HF_TOKEN") is { Length: > 0 } token ? token.Trim() : null };
        return _host.Variable("HF_ENDPOINT") switch
        {
            null or "" => options,
            { } text when Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" => options with { Endpoint = uri },
            { } text => throw CliException.Configuration($"HF_ENDPOINT is '{text}'; it must be an address such as https://huggingface.co"),
        };
    }
}

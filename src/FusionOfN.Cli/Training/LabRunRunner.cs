using FusionOfN.Cli.Rendering;
using FusionOfN.Lab;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion lab run</c>.</summary>
internal sealed class LabRunRunner
{
    private readonly CliHost _host;
    private readonly LabRunOptions _options;

    public LabRunRunner(CliHost host, LabRunOptions options)
    {
        _host = host;
        _options = options;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using OutputFolder output = OutputFolder.Open(_host, _options.OutputDirectory, LabRun.OwnFiles);
        StatusLines lines = new(_host);
        LabRunResult? result = null;
        try
        {
            Report<LabRunProgress> progress = new(step => lines.Set(step.Stage, step.ToString()[step.Stage.Length..].Trim()));
            await lines.RunAsync(async () => result = await LabRun.ExecuteAsync(_options, progress, cancellationToken));
        }
        catch (Exception exception) when (exception is LocalModelException or LabException)
        {
            throw CliException.Configuration(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _host.Error.WriteLine($"stopped; what is done is kept in {_options.OutputDirectory}, and the same command goes on from there");
            return ExitCode.Cancelled;
        }

        foreach (string finding in result!.Findings)
            _host.Out.WriteLine($"- {finding}");
        _host.Error.WriteLine($"report: {result.MarkdownPath}, {result.HtmlPath}; figures: {result.JsonPath}");
        return ExitCode.Ok;
    }
}

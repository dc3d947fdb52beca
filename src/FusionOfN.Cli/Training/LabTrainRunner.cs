using FusionOfN.Cli.Rendering;
using FusionOfN.Lab;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion lab train</c>.</summary>
internal sealed class LabTrainRunner
{
    private readonly CliHost _host;
    private readonly LabTrainingOptions _options;

    public LabTrainRunner(CliHost host, LabTrainingOptions options)
    {
        _host = host;
        _options = options;
    }

    /// <summary>The command line as the model cards record it.</summary>
    public static string CommandLine(IEnumerable<string> words) =>
        $"fusion {string.Join(' ', words.Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word))}";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using OutputFolder output = OutputFolder.Open(_host, _options.OutputDirectory, LabTraining.Models);
        using OutputFolder work = OutputFolder.Open(_host, _options.WorkDirectory, LabTraining.OwnWorkFiles);
        StatusLines lines = new(_host);
        LabTraining training = new(_options, new Report<LabTrainingProgress>(progress => lines.Set(progress.Model, $"{progress.Phase}  {progress.Progress}".TrimEnd())));
        try
        {
            await lines.RunAsync(() => training.RunAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _host.Error.WriteLine($"stopped; what was reached is saved in {_options.WorkDirectory}, and the same command goes on from there");
            return ExitCode.Cancelled;
        }

        _host.Error.WriteLine($"the models are in {_options.OutputDirectory}");
        return ExitCode.Ok;
    }
}

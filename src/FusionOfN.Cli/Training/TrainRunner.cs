using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using FusionOfN.Lab;
using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion train</c>.</summary>
internal sealed class TrainRunner
{
    private readonly CliHost _host;
    private readonly TrainSettings _settings;

    public TrainRunner(CliHost host, TrainSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        InputFile.Require(_host, _settings.Data);
        if (!_settings.Restart && StudentTraining.IsFinished(_host.FullPath(_settings.Output)))
            throw CliException.BadInput($"{_settings.Output} already holds a model", "Name another folder, or replace it with --restart.");

        using OutputFolder output = OutputFolder.Open(_host, _settings.Output, StudentTraining.OwnFiles);
        StudentTrainingResult result = await TrainAsync(cancellationToken);
        foreach (RowProblem problem in result.Problems)
            _host.Error.WriteLine($"{_settings.Data}:{problem.Line}: {problem.Problem}; left out");
        if (_settings.Json)
            _host.Out.WriteLine(JsonSerializer.Serialize(TrainDocument.From(_settings, _host.FullPath(_settings.Output), result), CliJson.Pretty.TrainDocument));
        if (!result.Completed)
        {
            _host.Error.WriteLine($"stopped after {Figures.Of(result.Training.Steps, "step")} of {Figures.Count(result.Steps)}; they are kept in {_settings.Output}, and the same command goes on from there");
            return ExitCode.Cancelled;
        }

        WriteSummary(result);
        return result.Problems.Count > 0 ? ExitCode.SomeRowsFailed : ExitCode.Ok;
    }

    private async Task<StudentTrainingResult> TrainAsync(CancellationToken cancellationToken)
    {
        StudentTrainingOptions options = Options();
        StatusLines lines = new(_host);
        lines.Set("student", "reading the data");
        try
        {
            StudentTrainingResult? result = null;
            Report<TrainingProgress> progress = new(step => lines.Set("student", $"training  {step}"));
            await lines.RunAsync(() => Task.Run(() => result = StudentTraining.Run(options, progress, cancellationToken), CancellationToken.None));
            return result!;
        }
        catch (SftDataException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Problems.Count > 0 ? "Mend them, or leave them out with --skip-bad-rows." : null);
        }
        catch (InvalidDataException exception)
        {
            throw CliException.BadInput(exception.Message, Directory.Exists(options.OutputPath) ? "--restart drops what is in --out." : null);
        }
        catch (LocalModelException exception)
        {
            throw CliException.BadInput(exception.Message);
        }
        catch (TrainingDivergedException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message, "--lr sets it, --restart begins anew.");
        }
    }

    private StudentTrainingOptions Options() => new()
    {
        DataPath = _host.FullPath(_settings.Data),
        BasePath = BaseFolder(),
        OutputPath = _host.FullPath(_settings.Output),
        Epochs = _settings.Epochs,
        Tokens = _settings.Tokens,
        LearningRate = _settings.LearningRate,
        BatchTokens = _settings.BatchTokens,
        HeldOutShare = _settings.HeldOutShare,
        Seed = _settings.Seed,
        Workers = _settings.Workers,
        SkipBadRows = _settings.SkipBadRows,
        Restart = _settings.Restart,
        Command = _settings.Command,
        TimeProvider = _host.Time,
    };

    private string BaseFolder()
    {
        try
        {
            return CliModels.Box(_host).FolderOf(_settings.Base);
        }
        catch (Exception exception) when (exception is LocalModelException or LabException)
        {
            throw CliException.BadInput(exception.Message);
        }
    }

    private void WriteSummary(StudentTrainingResult result)
    {
        TrainingResult training = result.Training;
        string heldOut = result.HeldOut is { } loss ? $"; on {Figures.Of(loss.Rows, "row")} held out {Loss(loss.Before)} before, {Loss(loss.After!.Value)} after" : "";
        _host.Error.WriteLine($"{Figures.Of(result.Examples, "answer")}, {Figures.Of(training.Steps, "step")}, {Figures.Count(training.Tokens)} tokens; loss {Loss(training.Curve[0].Loss)} at first, {Loss(training.Curve[^1].Loss)} at last{heldOut}");
        _host.Error.WriteLine($"the student is in {_settings.Output}; ask it: fusion ask --models local:{LocalName(_settings.Output)} -a first -n 1 \"…\"");
    }

    private static string Loss(double nats) => nats.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);

    // A bare name would be taken for a model that was pulled, were the folder not there.
    private static string LocalName(string folder) => Path.IsPathRooted(folder) || folder.StartsWith('.') ? folder : $"./{folder}";
}

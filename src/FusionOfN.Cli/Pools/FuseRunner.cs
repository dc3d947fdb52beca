using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion fuse</c> from the command line's settings to the exit code.</summary>
internal sealed class FuseRunner
{
    private readonly CliHost _host;
    private readonly FuseSettings _settings;

    public FuseRunner(CliHost host, FuseSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        CheckInput();
        await using FuseOutput? output = await OpenOutputAsync(cancellationToken);
        using TextReader input = OpenInput();
        using ModelSetup setup = await ModelSetup.ForPoolsAsync(_host, _settings.Choice, cancellationToken);
        IReadOnlyDictionary<string, string> answersFrom = FuseSettingsText.Of(setup);
        FuseJob job = new(new FuseJobOptions
        {
            Recipes = setup.Recipes,
            Gold = new GoldMatcher(setup.Extractor),
            Output = output,
            Finished = await ResumeAsync(output, answersFrom, cancellationToken),
            Settings = answersFrom,
            Concurrency = _settings.Concurrency,
            Engine = new FusionEngineOptions { TimeProvider = _host.Time },
            Budget = _settings.Choice.CreateBudget(_host.Time),
        });

        FuseReport report = new(_host, _settings, setup, job);
        try
        {
            bool isComplete = await RunJobAsync(job, input, cancellationToken);
            report.Write(isComplete);
            if (isComplete && job is { Answered: 0, Skipped: 0, OverBudget: 0, Problems.Count: 0 })
                throw CliException.BadInput($"{(_settings.Input == "-" ? "standard input" : _settings.Input)} has no row in it");
            return report.ExitCode(isComplete);
        }
        catch (IOException exception) when (exception is not ReaderGoneException && _settings.Output is not null)
        {
            // What was answered before is kept and counted.
            report.Write(isComplete: false);
            throw OutputPlace.CannotWrite(_settings.Output, exception);
        }
    }

    /// <returns>Whether the job came to its end; false when it was stopped.</returns>
    private async Task<bool> RunJobAsync(FuseJob job, TextReader input, CancellationToken cancellationToken)
    {
        PoolFileReader rows = new(input, job.Report);
        FuseProgress progress = new(_host, "rows", await CountRowsAsync(input, cancellationToken));
        try
        {
            await progress.RunAsync(onRowDone => job.RunAsync(rows.ReadAsync(cancellationToken), onRowDone, cancellationToken));
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void CheckInput()
    {
        if (_settings.Input == "-")
            return;
        InputFile.Require(_host, _settings.Input);
        if (_settings.Output is { } output and not "-" && RealPath.Of(_host.FullPath(output)) == RealPath.Of(_host.FullPath(_settings.Input)))
            throw CliException.BadInput("--out is the input file", "Name another file; the input is never written to.");
    }

    // Opened once, for it may be a pipe. A hard link is the same file by another name, and what is open as --out cannot be read.
    private TextReader OpenInput()
    {
        if (_settings.Input == "-")
            return _host.In;
        try
        {
            return new StreamReader(_host.FullPath(_settings.Input));
        }
        catch (IOException exception) when (OutputPlace.IsTaken(exception))
        {
            throw CliException.BadInput($"{_settings.Input} cannot be read: it is --out itself, or another process writes to it", "The input is never written to.");
        }
    }

    private async Task<FuseOutput?> OpenOutputAsync(CancellationToken cancellationToken) => _settings.Output switch
    {
        null => null,
        "-" => FuseOutput.ToWriter(_host.Out),
        { } path => await FuseOutput.ToFileAsync(_host, path, cancellationToken),
    };

    private async Task<FinishedRows> ResumeAsync(FuseOutput? output, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        if (output is null)
            return new FinishedRows();
        if (_settings.Restart)
        {
            output.Restart();
            return new FinishedRows();
        }

        FinishedRows finished = await output.ResumeAsync(settings, cancellationToken);
        if (finished.Count > 0)
            _host.Error.WriteLine($"{_settings.Output} holds {Figures.Of(finished.Count, "answer")} already; going on from there.");
        if (finished.IsTorn)
            _host.Error.WriteLine($"The last line of {_settings.Output} was torn by an interruption; it is dropped and done again.");
        return finished;
    }

    /// <returns>The rows of a file; null for a pipe, which can be read only once.</returns>
    private static async Task<int?> CountRowsAsync(TextReader input, CancellationToken cancellationToken)
    {
        if (input is not StreamReader { BaseStream: { CanSeek: true } file } reader)
            return null;
        int count = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            count += string.IsNullOrWhiteSpace(line) ? 0 : 1;
        file.Position = 0;
        reader.DiscardBufferedData();
        return count;
    }
}

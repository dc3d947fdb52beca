using FusionOfN.Cli.Rendering;

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
        using ModelSetup setup = await ModelSetup.ForPoolsAsync(_host, _settings.Choice, cancellationToken);
        string answersFrom = setup.SettingsText;
        FinishedRows finished = await ReadFinishedAsync(answersFrom, cancellationToken);
        await using FuseOutput? output = OpenOutput(finished);
        FuseJob job = new(new FuseJobOptions
        {
            Recipes = setup.Recipes,
            Gold = new GoldMatcher(setup.Extractor),
            Output = output,
            Finished = finished,
            Settings = answersFrom,
            Concurrency = _settings.Concurrency,
            Engine = new FusionEngineOptions { TimeProvider = _host.Time },
            Budget = _settings.Choice.CreateBudget(_host.Time),
        });

        bool isComplete = await RunJobAsync(job, cancellationToken);
        FuseReport report = new(_host, _settings, setup, job);
        report.Write(isComplete);
        return report.ExitCode(isComplete);
    }

    /// <returns>Whether the job came to its end; false when it was stopped.</returns>
    private async Task<bool> RunJobAsync(FuseJob job, CancellationToken cancellationToken)
    {
        int? total = _settings.Input == "-" ? null : await CountRowsAsync(cancellationToken);
        using TextReader reader = _settings.Input == "-" ? _host.In : new StreamReader(_host.FullPath(_settings.Input));
        PoolFileReader rows = new(reader, job.Report);
        FuseProgress progress = new(_host, "rows", total);
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
        if (_settings.Input != "-" && !File.Exists(_host.FullPath(_settings.Input)))
            throw CliException.BadInput($"there is no file {_settings.Input}");
        if (_settings is { Output: { } output, Input: not "-" } && output != "-" && _host.FullPath(output) == _host.FullPath(_settings.Input))
            throw CliException.BadInput("--out is the input file", "Name another file; the input is never written to.");
    }

    private async Task<FinishedRows> ReadFinishedAsync(string settings, CancellationToken cancellationToken)
    {
        if (_settings.Output is null or "-" || _settings.Restart)
            return new FinishedRows();

        FinishedRows finished = await FinishedRows.ReadAsync(_host.FullPath(_settings.Output), settings, cancellationToken);
        if (finished.Count > 0)
            _host.Error.WriteLine($"{_settings.Output} holds {Figures.Of(finished.Count, "answer")} already; going on from there.");
        if (finished.IsTorn)
            _host.Error.WriteLine($"The last line of {_settings.Output} was torn by an interruption; it is dropped and done again.");
        if (finished.Unreadable > 0)
            _host.Error.WriteLine($"{Figures.Of(finished.Unreadable, "line")} of {_settings.Output} cannot be read and will be done again.");
        return finished;
    }

    private FuseOutput? OpenOutput(FinishedRows finished) => _settings.Output switch
    {
        null => null,
        "-" => FuseOutput.ToWriter(_host.Out),
        { } path => FuseOutput.ToFile(_host.FullPath(path), finished.IntactLength),
    };

    private async Task<int> CountRowsAsync(CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (string line in File.ReadLinesAsync(_host.FullPath(_settings.Input), cancellationToken))
            count += string.IsNullOrWhiteSpace(line) ? 0 : 1;
        return count;
    }
}

using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Says what a job over a pool file came to: problems, notes, scores, one line of summary and the exit code.</summary>
internal sealed class FuseReport
{
    private const int ShownProblems = 20;
    private const int ShownNotes = 6;

    private readonly CliHost _host;
    private readonly FuseSettings _settings;
    private readonly ModelSetup _setup;
    private readonly FuseJob _job;

    public FuseReport(CliHost host, FuseSettings settings, ModelSetup setup, FuseJob job)
    {
        _host = host;
        _settings = settings;
        _setup = setup;
        _job = job;
    }

    public int ExitCode(bool isComplete) =>
        !isComplete ? Cli.ExitCode.Cancelled
        : _job.OverBudget > 0 ? Cli.ExitCode.Budget
        : _job.Answered + _job.Skipped == 0 ? _job.Problems.Count > 0 ? Cli.ExitCode.Failed : Cli.ExitCode.BadInput
        : _job.Problems.Count > 0 ? Cli.ExitCode.SomeRowsFailed
        : _settings.Strict && _job.Degraded > 0 ? Cli.ExitCode.Degraded
        : Cli.ExitCode.Ok;

    public void Write(bool isComplete)
    {
        WriteProblems();
        WriteNotes();
        WriteScores();
        WriteSummary(isComplete);
    }

    private void WriteProblems()
    {
        foreach (RowProblem problem in _job.Problems.Take(ShownProblems))
            _host.Error.WriteLine($"{_settings.Input}:{problem.Line}: {TerminalText.OneLine(problem.Problem)}");
        if (_job.Problems.Count > ShownProblems)
            _host.Error.WriteLine($"… and {Figures.Of(_job.Problems.Count - ShownProblems, "more row")} with problems");
        if (_job.UnreadableGold > 0)
        {
            _host.Error.WriteLine(
                $"{Figures.Of(_job.UnreadableGold, "gold answer")} cannot be read by the extractor '{_setup.Extractor.Name}'; those rows have no score. "
                + "--extractor exact compares whole texts.");
        }
    }

    private void WriteNotes()
    {
        foreach (KeyValuePair<string, int> note in _job.Notes.Take(ShownNotes))
            _host.Error.WriteLine($"{Figures.Count(note.Value)} × {TerminalText.OneLine(note.Key)}");
    }

    private void WriteScores()
    {
        if (_settings.Json)
            _host.Out.WriteLine(JsonSerializer.Serialize(Document(), CliJson.Pretty.FuseSummary));
        else if (!_job.Scores.IsEmpty)
            ScoreTable.Write(_settings.Output == "-" ? _host.Notices : _host.Console, _job.Scores.Summarize());
        else if (_settings.Output is null && _job.Answered > 0)
            _host.Error.WriteLine("No row says what is right, so there is no score, and the answers were not kept. --out FILE keeps them.");
    }

    private void WriteSummary(bool isComplete)
    {
        List<string> parts = [Figures.Of(_job.Answered, "answer")];
        if (_job.Skipped > 0)
            parts.Add($"{Figures.Count(_job.Skipped)} were there already");
        if (_job.Degraded > 0)
            parts.Add($"{Figures.Count(_job.Degraded)} degraded");
        if (_job.Problems.Count > 0)
            parts.Add(Figures.Of(_job.Problems.Count, "problem"));
        if (_job.OverBudget > 0)
            parts.Add($"{Figures.Of(_job.OverBudget, "row")} not covered by the budget");
        string summary = string.Join(" · ", parts);

        // A file without an answer in it is not there.
        string? file = _settings.Output is null or "-" || _job.Answered + _job.Skipped == 0 ? null : _settings.Output;
        _host.Error.WriteLine((isComplete, file) switch
        {
            (true, null) => summary,
            (true, _) => $"{summary} · {file}",
            (false, null) => $"stopped: {summary}",
            (false, _) => $"stopped: {summary} · the same command goes on from here",
        });
    }

    private FuseSummary Document() => new()
    {
        Answered = _job.Answered,
        Skipped = _job.Skipped,
        Degraded = _job.Degraded,
        OverBudget = _job.OverBudget,
        Extractor = _setup.Extractor.Name,
        Ties = "the candidate that stands first in its pool",
        Scores = _job.Scores.Summarize(),
        Problems = _job.Problems,
        Notes = _job.Notes.ToDictionary(note => note.Key, note => note.Value),
    };
}

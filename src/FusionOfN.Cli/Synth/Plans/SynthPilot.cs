using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Answers a few prompts of a job, as the job itself would: they are its first ones, so that nothing of them is paid again.</summary>
internal sealed class SynthPilot
{
    private const int MostKnown = 10_000;

    private readonly CliHost _host;
    private readonly SynthChoice _choice;
    private readonly PilotChoice _pilot;
    private readonly SynthFolder _folder;

    public SynthPilot(CliHost host, SynthChoice choice, PilotChoice pilot)
    {
        _host = host;
        _choice = choice;
        _pilot = pilot;
        _folder = new SynthFolder(host, choice.Output);
    }

    /// <summary>Answers them, after the person was asked; a job that is under way has answered prompts already.</summary>
    /// <returns>What is answered; null when the person did not want it.</returns>
    /// <exception cref="CliException">None could be answered, or there is nobody to ask.</exception>
    public async Task<IReadOnlyList<SynthRow>?> RunAsync(IReadOnlyCollection<PromptRow> prompts, SynthPlan plan, ModelSetup setup, CancellationToken cancellationToken)
    {
        using OutputFolder output = OutputFolder.Open(_host, _choice.Output, SynthFolder.OwnFiles);
        SynthJobDocument document = SynthRunRunner.Document(_choice, plan, setup) with { Command = RunCommand() };
        await using JobStore store = await _folder.OpenStoreAsync(_choice.Store, cancellationToken);
        await using JobLog log = await SynthRunRunner.OpenJobAsync(_choice, _folder, store, document, plan, setup.Recipe.Seed ?? 0, cancellationToken);
        if ((await log.CountAsync(cancellationToken)).Items > 0)
        {
            IReadOnlyList<SynthRow> known = await ReadAsync(log, cancellationToken);
            if (known.Count == 0)
                throw CliException.BadInput($"{_choice.Output} holds a job that has answered no prompt yet", $"'fusion synth status {_choice.Output}' says how it stands; another --out makes a pilot of its own.");
            _host.Error.WriteLine($"The job in {_choice.Output} has answered {Figures.Of(known.Count, "prompt")}; the forecast is made of {(known.Count == 1 ? "it" : "them")}, and nothing is paid.");
            return known;
        }

        if (!await IsConfirmedAsync(prompts, plan, cancellationToken))
            return null;
        _folder.Save(document);
        JobCalls calls = new(store.Calls, new JobCallsOptions { Concurrency = _choice.Concurrency, Prices = setup.Recipe.Prices, Time = _host.Time });
        SynthJob job = await SynthJob.CreateAsync(
            log, calls, SynthModels.Wrap(plan, setup, calls), new JobLoopOptions { Budget = new BudgetLimits { MaxCostUsd = _choice.Recipe.BudgetUsd }, Time = _host.Time }, cancellationToken);
        JobResult result = await new SynthProgress(_host, json: false, isShown: true).RunAsync(job.Progress, () => job.RunAsync(prompts.ToAsyncEnumerable(), cancellationToken), cancellationToken);
        foreach (JobErrorGroup group in result.Snapshot.Errors)
            _host.Error.WriteLine($"{Figures.Of(group.Items, "prompt")} of the pilot failed ({group.Kind}): {TerminalText.OneLine(group.Example)}");
        if (result.End != JobEnd.Completed)
            _host.Error.WriteLine($"The pilot ended before its last prompt: {TerminalText.OneLine(result.Reason ?? result.End.ToString())}");
        IReadOnlyList<SynthRow> rows = await ReadAsync(log, CancellationToken.None);
        return rows.Count > 0 ? rows : throw new CliException(result.End == JobEnd.BudgetSpent ? ExitCode.Budget : ExitCode.Failed, "no prompt of the pilot was answered, so there is nothing to forecast from", "Mend what is said above; what was paid is kept.");
    }

    private static async Task<IReadOnlyList<SynthRow>> ReadAsync(JobLog log, CancellationToken cancellationToken)
    {
        List<SynthRow> rows = [];
        await foreach (SynthRow row in SynthJob.ReadAsync(log, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == MostKnown)
                break;
        }

        return rows;
    }

    private async Task<bool> IsConfirmedAsync(IReadOnlyCollection<PromptRow> prompts, SynthPlan plan, CancellationToken cancellationToken)
    {
        SynthEstimate estimate = new(plan, _host.Time.GetUtcNow());
        foreach (PromptRow prompt in prompts)
            estimate.Add(prompt);
        string what = $"The pilot answers {Figures.Of(prompts.Count, "prompt")} and pays for {(prompts.Count == 1 ? "it" : "them")}, {(estimate.Most is { } most ? $"{Figures.Dollars(most)} at the most" : "at prices that are not known")}. "
            + $"They are kept in {_choice.Output}, and 'fusion synth run' does not pay them again.";
        if (_pilot.IsSure || estimate.Most == 0)
        {
            _host.Error.WriteLine(what);
            return true;
        }

        if (!_host.IsInputTerminal || !_host.IsErrorTerminal)
            throw CliException.BadInput($"{what} There is nobody to ask", "--yes pays for it without asking.");
        _host.Error.Write($"{what} Go on? [y/N] ");
        return (await _host.In.ReadLineAsync(cancellationToken))?.Trim() is "y" or "Y" or "yes";
    }

    private string RunCommand()
    {
        List<string> words = [];
        for (int i = 0; i < _host.Typed.Count; i++)
        {
            string word = _host.Typed[i];
            if (word == "--pilot" && i + 1 < _host.Typed.Count && int.TryParse(_host.Typed[i + 1], out _))
                i++;
            if (word is not ("--yes" or "-y" or "--json") && !word.StartsWith("--pilot", StringComparison.Ordinal))
                words.Add(word == "plan" ? "run" : word);
        }

        return LabTrainRunner.CommandLine(words);
    }
}

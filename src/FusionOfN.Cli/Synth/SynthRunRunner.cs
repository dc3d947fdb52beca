using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth run</c>: answers every prompt that waits, then makes the data set.</summary>
internal sealed class SynthRunRunner
{
    private readonly CliHost _host;
    private readonly SynthChoice _choice;
    private readonly SynthFolder _folder;
    private readonly List<PromptProblem> _problems = [];

    public SynthRunRunner(CliHost host, SynthChoice choice)
    {
        _host = host;
        _choice = choice;
        _folder = new SynthFolder(host, choice.Output);
    }

    /// <param name="cancellationToken">Ends the run; prompts that have begun are ended first.</param>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using OutputFolder output = OutputFolder.Open(_host, _choice.Output, [.. SynthFolder.OwnFiles, SynthDemo.FileName]);
        SynthChoice choice = _choice.Demo ? WithDemo() : _choice;
        await using PromptFile prompts = await SynthPrompts.OpenAsync(_host, choice, cancellationToken);
        SynthPrompts.Describe(_host, choice.Prompts!, prompts.Preview);
        if (prompts.Preview.ForbidsTraining && choice.Export.IgnoresTerms != true)
        {
            throw CliException.BadInput(
                $"{choice.Prompts} holds the paper authors' pairwise evaluations, whose licence (CC-BY-NC-SA-4.0, not for training) forbids this", "Take other prompts. --ignore-terms takes these all the same.");
        }

        using ModelSetup setup = await SynthModels.SetUpAsync(_host, choice, cancellationToken);
        setup.WriteOrigin(_host);
        SynthPlan plan = SynthModels.Plan(_host, choice, setup);
        SynthJobDocument document = Document(choice, plan, setup);
        ExportPlan export = await SynthExport.PlanAsync(_host, document, document.Export, cancellationToken);

        await using JobStore store = await _folder.OpenStoreAsync(choice.Store, cancellationToken);
        await using JobLog log = await OpenJobAsync(store, document, plan, setup.Recipe.Seed ?? 0, cancellationToken);
        _folder.Save(document);
        JobCalls calls = new(store.Calls, new JobCallsOptions { Concurrency = choice.Concurrency, UsesStore = choice.UsesStore, Prices = setup.Recipe.Prices, Time = _host.Time });
        SynthJob job = await SynthJob.CreateAsync(
            log, calls, SynthModels.Wrap(plan, setup, calls), new JobLoopOptions { Budget = new BudgetLimits { MaxCostUsd = choice.Recipe.BudgetUsd }, Time = _host.Time }, cancellationToken);
        JobResult result = await new SynthProgress(_host, choice.Json).RunAsync(job.Progress, () => AnswerAsync(job, prompts, cancellationToken), cancellationToken);
        return await EndAsync(log, result, export, cancellationToken);
    }

    private async Task<JobResult> AnswerAsync(SynthJob job, PromptFile prompts, CancellationToken cancellationToken)
    {
        try
        {
            return await job.RunAsync(prompts.ReadAsync(Report, CancellationToken.None), cancellationToken);
        }
        catch (SynthesisException broken)
        {
            // A set of the rows before the damage would look like a whole one.
            throw CliException.BadInput(
                $"{broken.Message}; the {Figures.Of(job.Progress.Snapshot().Done, "prompt")} that were answered are kept", $"{broken.Hint} The same command goes on from here.".TrimStart());
        }
    }

    private SynthChoice WithDemo()
    {
        SynthDemo.Write(Path.Combine(_folder.FullPath, SynthDemo.FileName), _choice.Recipe.Seed ?? 1);
        return _choice with { Prompts = Path.Combine(_choice.Output, SynthDemo.FileName), Recipe = _choice.Recipe with { Seed = _choice.Recipe.Seed ?? 1 } };
    }

    private void Report(PromptProblem problem) => _problems.Add(problem);

    private static SynthJobDocument Document(SynthChoice choice, SynthPlan plan, ModelSetup setup) => new()
    {
        Prompts = choice.Prompts!,
        Methods = plan.ExportedMethods,
        Recipe = SynthModels.Describe(plan, setup),
        Models = [.. plan.Recipe.Panel.Members.Select(member => member.Model.Name).Concat(plan.Methods.Contains(AggregatorNames.Fusion) ? plan.Parts.Fusors.Select(fusor => fusor.Name) : []).Distinct()],
        Store = choice.Store,
        Command = choice.Command,
        Export = choice.Export,
    };

    private async Task<JobLog> OpenJobAsync(JobStore store, SynthJobDocument document, SynthPlan plan, int seed, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenJobAsync(new JobDefinition(_folder.NameIn(document), seed, SynthModels.Settings(plan)), cancellationToken);
        }
        catch (JobChangedException exception)
        {
            throw CliException.BadInput(exception.Message, $"Name another --out; with --store {Path.Combine(_choice.Output, "job.db")} it takes every call that was paid here from there.");
        }
    }

    private async Task<int> EndAsync(JobLog log, JobResult result, ExportPlan export, CancellationToken cancellationToken)
    {
        SynthPrompts.WriteProblems(_host, _problems);
        foreach (JobErrorGroup group in result.Snapshot.Errors)
            _host.Error.WriteLine($"{Figures.Of(group.Items, "prompt")} failed ({group.Kind}): {TerminalText.OneLine(group.Example)}");

        // Whoever presses Ctrl+C does not want to wait for files to be written; what is there can be exported at any time.
        DataSetReport? report = null;
        if (result.End is not JobEnd.Drained and not JobEnd.Stopped && result.Snapshot.Done > 0)
        {
            report = await SynthExport.WriteAsync(log, export, _folder.Data, cancellationToken);
            if (!_choice.Json)
                SynthExport.WriteSummary(_host, report, Path.Combine(_choice.Output, "data"));
        }

        if (_choice.Json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(
                new SynthEvent("end", result.Snapshot) { End = result.End, Reason = result.Reason, BadRows = [.. _problems.Select(problem => problem.ToString())], Report = report },
                CliJson.Line.SynthEvent));
        }

        _host.Error.WriteLine(Summary(result));
        return ExitOf(result);
    }

    private string Summary(JobResult result)
    {
        string stands = SynthProgress.Describe(result.Snapshot with { Eta = null });
        return result.End switch
        {
            JobEnd.Completed => stands,
            JobEnd.BudgetSpent => $"the budget is spent: {stands}{(result.Reason is { } reason ? $" · {TerminalText.OneLine(reason)}" : "")} · the same command with a larger --budget goes on from here",
            JobEnd.EndpointDown => $"{TerminalText.OneLine(result.Reason ?? "an endpoint does not answer")} · {stands} · the same command goes on from here",
            _ => $"stopped: {stands} · the same command goes on from here; 'fusion synth export {_choice.Output}' makes a data set of what is there",
        };
    }

    private int ExitOf(JobResult result) => result.End switch
    {
        JobEnd.BudgetSpent => ExitCode.Budget,
        JobEnd.Drained or JobEnd.Stopped => ExitCode.Cancelled,
        JobEnd.EndpointDown => ExitCode.Failed,
        _ when result.Snapshot.Done == 0 => ExitCode.Failed,
        _ => _problems.Count + result.Snapshot.Failed > 0 ? ExitCode.SomeRowsFailed : ExitCode.Ok,
    };
}

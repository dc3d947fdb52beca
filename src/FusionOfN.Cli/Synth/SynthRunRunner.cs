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
    private readonly bool _isTalking;

    public SynthRunRunner(CliHost host, SynthChoice choice)
    {
        _host = host;
        _choice = choice;
        _folder = new SynthFolder(host, choice.Output);
        _isTalking = choice.Asked is not { Quiet: true };
    }

    /// <param name="cancellationToken">Ends the run; prompts that have begun are ended first.</param>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_choice is { UsesBatches: true, Prompts: "-" })
            throw CliException.BadInput("--batch: the prompts are read again whenever a batch was answered, and standard input can be read once", "Write them into a file.");
        bool isOwn = File.Exists(Path.Combine(_folder.FullPath, SynthFolder.OwnFiles[0]));
        using OutputFolder output = OutputFolder.Open(_host, _choice.Output, [.. SynthFolder.OwnFiles, SynthDemo.FileName]);
        SynthChoice choice = _choice.Demo ? WithDemo() : await SynthHub.FetchAsync(_host, _choice, _folder.LoadedOrNull()?.Prompts, cancellationToken);
        await using PromptFile prompts = await SynthPrompts.OpenAsync(_host, choice, cancellationToken);
        if (_isTalking)
            SynthPrompts.Describe(_host, choice.Prompts!, prompts.Preview);
        if (choice.Asked is null && prompts.Preview.ForbidsTraining && choice.Export.IgnoresTerms != true)
        {
            throw CliException.BadInput(
                $"{choice.Prompts} holds the paper authors' pairwise evaluations, whose licence (CC-BY-NC-SA-4.0, not for training) forbids this", "Take other prompts. --ignore-terms takes these all the same.");
        }

        await using AnswersFile? answers = choice.Asked is { } asked ? await AnswersFile.OpenAsync(_host, asked, isOwn, cancellationToken) : null;
        using ModelSetup setup = await SynthModels.SetUpAsync(_host, choice, cancellationToken);
        if (_isTalking)
            setup.WriteOrigin(_host);
        if (_isTalking && choice.Asked is not null && prompts.Preview.First is [var first, ..])
            setup.WriteDoubt(_host, first.Messages);
        SynthPlan plan = SynthModels.Plan(_host, choice, setup);
        if (_isTalking && choice.Asked is null && SynthModels.DescribeScorer(plan) is { } scorer)
            _host.Error.WriteLine(scorer);
        SynthJobDocument document = Document(choice, plan, setup);
        ExportPlan export = await SynthExport.PlanAsync(_host, document, document.Export, cancellationToken);
        if (choice.Asked is null)
            SynthExport.CheckTerms(export);

        await using JobStore store = await _folder.OpenStoreAsync(choice.Store, cancellationToken);
        await using JobLog log = await OpenJobAsync(choice, _folder, store, document, plan, setup.Recipe.Seed ?? 0, cancellationToken);
        _folder.Save(document);
        JobCalls calls = new(store.Calls, new JobCallsOptions
        {
            Concurrency = choice.Concurrency,
            UsesStore = choice.UsesStore,
            UsesBatches = choice.UsesBatches,
            Prices = setup.Recipe.Prices,
            Time = _host.Time,
        });
        SynthPlan wrapped = SynthModels.Wrap(plan, setup, calls);
        SynthBatches? batches = choice.UsesBatches ? SynthBatches.Create(_host, choice, log, calls, _folder.FullPath) : null;
        JobResult result = await AnswerAsync(log, calls, wrapped, prompts, cancellationToken);
        while (batches is not null && result.End is JobEnd.WaitsForBatches or JobEnd.BudgetSpent)
        {
            if (await batches.WaitAsync(result, cancellationToken) is { } ended)
            {
                result = ended;
                break;
            }

            // Prompts are passed by quickly that are done, or come to where they wait.
            _problems.Clear();
            await using PromptFile again = await SynthPrompts.OpenAsync(_host, choice, cancellationToken);
            result = await AnswerAsync(log, calls, wrapped, again, cancellationToken);
        }

        int code = answers is null ? await EndAsync(log, result, export, cancellationToken) : await EndAsync(log, result, answers);
        if (_isTalking)
            _host.Error.WriteLine($"the store takes {Figures.Bytes(await store.Calls.SizeAsync(CancellationToken.None))} in {(_choice.Store is null ? Path.Combine(_choice.Output, SynthFolder.StoreFile) : store.Description)}");
        return code;
    }

    private async Task<JobResult> AnswerAsync(JobLog log, JobCalls calls, SynthPlan plan, PromptFile prompts, CancellationToken cancellationToken)
    {
        JobLoopOptions options = new() { Budget = new BudgetLimits { MaxCostUsd = _choice.Recipe.BudgetUsd }, Time = _host.Time };
        SynthJob job = await SynthJob.CreateAsync(log, calls, plan, options, cancellationToken);
        return await new SynthProgress(_host, _choice.Json, _isTalking).RunAsync(job.Progress, () => AnswerAsync(job, prompts, cancellationToken), cancellationToken);
    }

    private async Task<JobResult> AnswerAsync(SynthJob job, PromptFile prompts, CancellationToken cancellationToken)
    {
        try
        {
            return await job.RunAsync(SynthPrompts.ReadAsync(prompts, _choice, Report, CancellationToken.None), cancellationToken);
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
        SynthDemo.Write(Path.Combine(_folder.FullPath, SynthDemo.FileName), _choice.Recipe.Seed ?? 1, _choice.DemoPrompts);
        return _choice with { Prompts = Path.Combine(_choice.Output, SynthDemo.FileName), Recipe = _choice.Recipe with { Seed = _choice.Recipe.Seed ?? 1 } };
    }

    private void Report(PromptProblem problem) => _problems.Add(problem);

    internal static SynthJobDocument Document(SynthChoice choice, SynthPlan plan, ModelSetup setup) => new()
    {
        Prompts = choice.Prompts!,
        Methods = plan.ExportedMethods,
        Recipe = SynthModels.Describe(plan, setup),
        Models = [.. plan.Recipe.Panel.Members.Select(member => member.Model.Name).Concat(plan.Methods.Contains(AggregatorNames.Fusion) ? plan.Parts.Fusors.Select(fusor => fusor.Name) : [])
            .Concat(plan.Translation is { } translation ? [translation.Translator.Name] : []).Distinct()],
        Terms = setup.Terms.Count > 0 ? setup.Terms : null,
        Store = choice.Store,
        Command = choice.Command,
        CardCommand = choice.CardCommand,
        Export = choice.Export,
    };

    internal static async Task<JobLog> OpenJobAsync(SynthChoice choice, SynthFolder folder, JobStore store, SynthJobDocument document, SynthPlan plan, int seed, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenJobAsync(new JobDefinition(folder.NameIn(document), seed, SynthModels.Settings(plan, choice.Asked?.System)), cancellationToken);
        }
        catch (JobChangedException exception)
        {
            throw choice.Asked is not null
                ? CliException.BadInput(exception.Message, $"Name another --out. The answers of the earlier run are kept in {choice.Output}.")
                : CliException.BadInput(exception.Message, $"Name another --out; with --store {Path.Combine(choice.Output, "job.db")} it takes every call that was paid here from there.");
        }
    }

    private async Task<int> EndAsync(JobLog log, JobResult result, ExportPlan export, CancellationToken cancellationToken)
    {
        WriteFailures(result);

        // Whoever presses Ctrl+C does not want to wait for files to be written; what is there can be exported at any time.
        DataSetReport? report = null;
        if (result.End is not JobEnd.Drained and not JobEnd.Stopped && result.Snapshot.Done > 0)
        {
            report = await SynthExport.WriteAsync(log, export, _folder.Data, cancellationToken);
            if (!_choice.Json)
                SynthExport.WriteSummary(_host, report, Path.Combine(_choice.Output, "data"));
        }

        WriteEnd(result, report);
        int exit = ExitOf(result);
        int data = report is null ? ExitCode.Ok : SynthExport.ExitOf(_host, report);
        return (exit is ExitCode.Ok or ExitCode.SomeRowsFailed) && data != ExitCode.Ok ? data : exit;
    }

    // The answers are written however the run ended: a person who stops it wants what is there.
    private async Task<int> EndAsync(JobLog log, JobResult result, AnswersFile answers)
    {
        WriteFailures(result);
        try
        {
            await answers.WriteAsync(log, CancellationToken.None);
        }
        catch (CliException exception)
        {
            throw new CliException(exception.ExitCode, exception.Message, $"The answers are kept in {_choice.Output}: mend that, and run the same command again.");
        }

        WriteEnd(result, report: null);
        if (_isTalking)
            _host.Error.WriteLine($"the answers are in {_choice.Asked!.File}; {_choice.Output} keeps what was paid ('fusion synth status {_choice.Output}')");
        int code = ExitOf(result);
        return code != ExitCode.Ok ? code
            : answers.Unanswered > 0 ? ExitCode.SomeRowsFailed
            : answers.Degraded > 0 && _choice.Asked!.Strict ? ExitCode.Degraded
            : ExitCode.Ok;
    }

    private void WriteFailures(JobResult result)
    {
        SynthPrompts.WriteProblems(_host, _problems);
        foreach (JobErrorGroup group in result.Snapshot.Errors)
            _host.Error.WriteLine($"{Figures.Of(group.Items, "prompt")} failed ({group.Kind}): {TerminalText.OneLine(group.Example)}");
    }

    private void WriteEnd(JobResult result, DataSetReport? report)
    {
        if (_choice.Json)
        {
            _host.Out.WriteLine(JsonSerializer.Serialize(
                new SynthEvent("end", result.Snapshot) { End = result.End, Reason = result.Reason, BadRows = [.. _problems.Select(problem => problem.ToString())], Report = report },
                CliJson.Line.SynthEvent));
        }

        if (_isTalking || result.End != JobEnd.Completed)
            _host.Error.WriteLine(Summary(result));
        if (_choice.Asked is not null && result.Snapshot.Failed > 0)
            _host.Error.WriteLine($"'fusion synth retry {_choice.Output}' lets the failed ones wait again; then the same command asks them.");
    }

    private string Summary(JobResult result)
    {
        string stands = SynthProgress.Describe(result.Snapshot with { Eta = null });
        return result.End switch
        {
            JobEnd.Completed => stands,
            JobEnd.BudgetSpent => $"the budget is spent: {stands}{(result.Reason is { } reason ? $" · {TerminalText.OneLine(reason)}" : "")} · the same command with a larger --budget goes on from here",
            JobEnd.EndpointDown => $"{TerminalText.OneLine(result.Reason ?? "an endpoint does not answer")} · {stands} · the same command goes on from here",
            _ when _choice.Asked is not null => $"stopped: {stands} · the same command goes on from here",
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

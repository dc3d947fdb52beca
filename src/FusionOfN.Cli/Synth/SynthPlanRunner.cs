using System.Globalization;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Synthesis;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth plan</c>: the estimate of a run, summed over every prompt and method.</summary>
internal sealed class SynthPlanRunner
{
    private readonly CliHost _host;
    private readonly SynthChoice _choice;

    public SynthPlanRunner(CliHost host, SynthChoice choice)
    {
        _host = host;
        _choice = choice;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string? demo = _choice.Demo ? Path.GetTempFileName() + ".jsonl" : null;
        try
        {
            if (demo is not null)
                SynthDemo.Write(demo, _choice.Recipe.Seed ?? 1);
            return await RunAsync(demo is not null ? _choice with { Prompts = demo } : await SynthHub.FetchAsync(_host, _choice, recorded: null, cancellationToken), cancellationToken);
        }
        finally
        {
            if (demo is not null)
                File.Delete(demo);
        }
    }

    private async Task<int> RunAsync(SynthChoice choice, CancellationToken cancellationToken)
    {
        await using PromptFile prompts = await SynthPrompts.OpenAsync(_host, choice, cancellationToken);
        SynthPrompts.Describe(_host, choice.Demo ? "--demo" : choice.Prompts!, prompts.Preview);
        using ModelSetup setup = await SynthModels.SetUpAsync(_host, choice, cancellationToken);
        setup.WriteOrigin(_host);
        SynthEstimate estimate = new(SynthModels.Plan(_host, choice, setup), _host.Time.GetUtcNow());
        List<PromptProblem> problems = [];
        await foreach (PromptRow prompt in SynthPrompts.ReadAsync(prompts, choice, problems.Add, cancellationToken))
            estimate.Add(prompt);

        SynthPrompts.WriteProblems(_host, problems);
        SynthPlanDocument document = estimate.Document([.. problems.Select(problem => problem.ToString())]);
        if (choice.Json)
            _host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.SynthPlanDocument));
        else
            Write(document);
        return problems.Count > 0 ? ExitCode.SomeRowsFailed : ExitCode.Ok;
    }

    private void Write(SynthPlanDocument document)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("model", "calls", "prompt tokens", "answer tokens", "cost");
        foreach (ModelEstimate model in document.Models)
            table.AddRow([Markup.Escape(model.Model), Range(model.Calls), Range(model.InputTokens), Range(model.OutputTokens), Range(model.Cost)]);
        _host.Console.Write(table);
        string languages = string.Join(", ", document.Languages.Select(language => string.Create(CultureInfo.InvariantCulture, $"{language.Value:N0} {language.Key}")));
        _host.Out.WriteLine($"{Figures.Of(document.Prompts, "prompt")} ({languages})");
        _host.Out.WriteLine("The least holds when answers are short and nothing fails; the most, when every answer is as long as it may be and every fallback is needed.");
    }

    private static string Range(CountRange range) => range.Min == range.Max ? Figures.Count(range.Min) : $"{Figures.Count(range.Min)} to {Figures.Count(range.Max)}";

    private static string Range(CostRange? range) => range is not { } cost ? Figures.Dollars(null)
        : cost.MinUsd == cost.MaxUsd ? Figures.Dollars(cost.MinUsd)
        : $"{Figures.Dollars(cost.MinUsd)} to {Figures.Dollars(cost.MaxUsd)}";
}

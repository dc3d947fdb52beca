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
    private readonly PilotChoice? _pilot;

    public SynthPlanRunner(CliHost host, SynthChoice choice, PilotChoice? pilot = null)
    {
        _host = host;
        _choice = choice;
        _pilot = pilot;
        if (pilot is not null && choice.Demo)
            throw CliException.BadInput("--pilot has nothing to find out here: --demo costs nothing", "'fusion synth run --demo' answers all of its prompts.");
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
        SynthPlan plan = SynthModels.Plan(_host, choice, setup);
        if (!choice.Demo && setup.Terms.Where(model => SynthRunRunner.Document(choice, plan, setup).Models.Contains(model.Key) && TeacherTerms.Read(model.Key, model.Value).AllowsTraining == false).ToArray() is { Length: > 0 } forbidden)
            _host.Error.WriteLine($"the terms of {string.Join(", ", forbidden.Select(model => $"{model.Key} ({model.Value})"))} forbid to train models on their answers: 'fusion synth run' refuses this job without --ignore-terms");
        SynthEstimate estimate = new(plan, _host.Time.GetUtcNow());
        PilotDraw draw = new(_pilot?.Prompts ?? 0);
        List<PromptProblem> problems = [];
        await foreach (PromptRow prompt in SynthPrompts.ReadAsync(prompts, choice, problems.Add, cancellationToken))
        {
            estimate.Add(prompt);
            if (_pilot is not null)
                draw.Add(prompt);
        }

        SynthPrompts.WriteProblems(_host, problems);
        SynthPlanDocument document = estimate.Document([.. problems.Select(problem => problem.ToString())]) with { Scorer = SynthModels.DescribeScorer(plan) };
        if (_pilot is not null && draw.Drawn.Count > 0)
        {
            IReadOnlyList<SynthRow>? rows = await new SynthPilot(_host, choice, _pilot).RunAsync(draw.Drawn, plan, setup, cancellationToken);
            if (rows is null)
                _host.Error.WriteLine("No prompt was asked.");
            else
                document = document with { Forecast = SynthForecast.Of(rows, estimate.Languages, plan.Scorer is { Models: [var judge, ..] } ? judge.Name : null) };
        }

        if (choice.Json)
            _host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.SynthPlanDocument));
        else
            Write(document);
        return problems.Count > 0 ? ExitCode.SomeRowsFailed : ExitCode.Ok;
    }

    private void Write(SynthPlanDocument document)
    {
        if (document.Forecast is { } forecast)
            WriteForecast(forecast);
        else
            WriteEstimate(document);
        string languages = string.Join(", ", document.Languages.Select(language => string.Create(CultureInfo.InvariantCulture, $"{language.Value:N0} {language.Key}")));
        _host.Out.WriteLine($"{Figures.Of(document.Prompts, "prompt")} ({languages})");
        if (document.Scorer is { } scorer)
            _host.Out.WriteLine(scorer);
        if (document.Forecast is { Total: var total, Prompts: var prompts })
            _host.Out.WriteLine(total.CostUsd is { } cost ? $"The whole job costs about {Dollars(cost)}; told from {Figures.Of(prompts, "prompt")}." : "The whole job's cost cannot be told: a price is not known.");
        else
            _host.Out.WriteLine("This is what is possible, and no forecast: the least holds when answers are short and nothing fails; the most, when every answer is as long as it may be and every fallback is needed. --pilot answers a few prompts and forecasts the job from them.");
    }

    private void WriteEstimate(SynthPlanDocument document)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("stage", "model", "calls", "prompt tokens", "answer tokens", "cost");
        foreach ((string stage, ModelEstimate model) in document.Stages)
            table.AddRow([Markup.Escape(stage), Markup.Escape(model.Model), Range(model.Calls), Range(model.InputTokens), Range(model.OutputTokens), Range(model.Cost)]);
        _host.Console.Write(table);
    }

    private void WriteForecast(SynthForecastDocument forecast)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("stage", "model", "calls", "prompt tokens", "answer tokens", "cost (95 % interval)");
        foreach (ForecastLine line in (IEnumerable<ForecastLine>)[.. forecast.Stages, forecast.Total])
            table.AddRow([Markup.Escape(line.Part), Markup.Escape(line.Model ?? ""), Count(line.Calls), Count(line.InputTokens), Count(line.OutputTokens), line.CostUsd is { } cost ? Dollars(cost) : Figures.Dollars(null)]);
        _host.Console.Write(table);
        if (forecast.Languages.Count < 2)
            return;
        Table languages = new Table().Border(TableBorder.Simple).AddColumns("language", "calls", "answer tokens", "cost (95 % interval)");
        foreach (ForecastLine line in forecast.Languages)
            languages.AddRow([Markup.Escape(line.Part), Count(line.Calls), Count(line.OutputTokens), line.CostUsd is { } cost ? Dollars(cost) : Figures.Dollars(null)]);
        _host.Console.Write(languages);
    }

    private static string Count(ForecastRange range) => Figures.Count((long)Math.Round(range.Expected));

    private static string Dollars(ForecastRange range) => range is { Low: { } low, High: { } high } && Shown(low) != Shown(high)
        ? $"{Shown(range.Expected)} ({Shown(low)} to {Shown(high)})"
        : Shown(range.Expected);

    private static string Shown(double usd) => Figures.Dollars((decimal)Math.Min(usd, 1e15));

    private static string Range(CountRange range) => range.Min == range.Max ? Figures.Count(range.Min) : $"{Figures.Count(range.Min)} to {Figures.Count(range.Max)}";

    private static string Range(CostRange? range) => range is not { } cost ? Figures.Dollars(null)
        : cost.MinUsd == cost.MaxUsd ? Figures.Dollars(cost.MinUsd)
        : $"{Figures.Dollars(cost.MinUsd)} to {Figures.Dollars(cost.MaxUsd)}";
}

using FusionOfN.Cli.Rendering;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion compare</c>: samples a pool once and hands it to every aggregator.</summary>
internal sealed class CompareRunner
{
    private static readonly string[] DefaultAggregators =
        [AggregatorNames.First, AggregatorNames.MajorityVote, AggregatorNames.MinimumBayesRisk, AggregatorNames.Fusion];

    private readonly CliHost _host;
    private readonly CompareSettings _settings;

    public CompareRunner(CliHost host, CompareSettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_settings.Prompt.File is { } file && AskFile.IsList(file))
            throw CliException.BadInput($"{file} is a list of prompts, and one prompt is compared here", $"'fusion synth run {file} --answers fusion,best-of-n' compares over a list; 'fusion compare - < {file}' sends the file as one text.");
        RunLog log = new(_host, LogOption.Resolve(_host, _settings.Log));
        IReadOnlyList<ChatMessage> messages = await PromptReader.ReadAsync(_host, _settings.Prompt, cancellationToken);
        RecipeChoice choice = _settings.Choice.Aggregators.Count > 0 ? _settings.Choice : _settings.Choice with { Aggregators = DefaultAggregators };
        using ModelSetup setup = await ModelSetup.ForSamplingAsync(_host, choice, cancellationToken);
        if (!_settings.Quiet)
        {
            setup.WriteOrigin(_host);
            setup.WriteDoubt(_host, messages);
        }

        IReadOnlyList<Budget> budgets = choice.CreateBudget(_host.Time) is { } budget ? [budget] : [];
        FusionOutcome sampled = await SampleAsync(setup, log.KeepsTexts, new FusionRequest(messages) { SharedBudgets = budgets }, cancellationToken);
        log.Add(sampled.Receipt, conversation: null);
        if (sampled.Receipt.Status == FusionStatus.Failed)
            return RunExit.Of(_host, sampled.Receipt, strict: false);

        List<FusionOutcome> outcomes = [];
        foreach (Recipe recipe in setup.Recipes)
        {
            FusionOutcome outcome = await AggregateAsync(recipe with { Record = recipe.Record || log.KeepsTexts }, sampled.Pool, budgets, cancellationToken);
            log.Add(outcome.Receipt, sampled.Receipt.RunId);
            outcomes.Add(outcome);
        }

        Write(sampled, outcomes, setup);
        return outcomes.All(outcome => outcome.Receipt.Status == FusionStatus.Failed) ? ExitCode.Failed : ExitCode.Ok;
    }

    private async Task<FusionOutcome> SampleAsync(ModelSetup setup, bool keepsTexts, FusionRequest request, CancellationToken cancellationToken)
    {
        // Taking the first candidate costs nothing, so this run pays for the candidates and for nothing else.
        Recipe sampling = setup.Recipe with { Aggregator = Aggregators.Create(AggregatorNames.First, setup.Parts), Record = setup.Recipe.Record || keepsTexts };
        RunDisplay display = new(_host, showsPanel: !_settings.Quiet, showsAnswer: false);
        return await display.FollowAsync(CreateEngine(sampling).RunAsync(request, cancellationToken), cancellationToken);
    }

    private Task<FusionOutcome> AggregateAsync(Recipe recipe, CandidatePool pool, IReadOnlyList<Budget> budgets, CancellationToken cancellationToken) =>
        CreateEngine(recipe).CompleteAsync(new FusionRequest(pool.Messages) { Candidates = pool.Candidates, SharedBudgets = budgets }, cancellationToken);

    private FusionEngine CreateEngine(Recipe recipe) => new(recipe, new FusionEngineOptions { TimeProvider = _host.Time });

    private void Write(FusionOutcome sampled, List<FusionOutcome> outcomes, ModelSetup setup)
    {
        if (_settings.Json)
        {
            _host.Out.WriteLine(CompareDocument.Serialize(sampled.Receipt, outcomes, setup.Origin));
            return;
        }

        CompareTable.Write(_host.Console, outcomes);
        if (_settings.Quiet)
            return;
        _host.Error.WriteLine($"the pool: {ReceiptLine.StatusOf(sampled.Receipt)} · {Figures.Of(sampled.Receipt.Usage.Calls, "call")} · {ReceiptLine.Cost(sampled.Receipt.Usage)}");
        foreach (FusionOutcome outcome in outcomes)
        {
            foreach (string note in outcome.Receipt.Notes)
                _host.Error.WriteLine($"{outcome.Receipt.Aggregator}: {TerminalText.OneLine(note)}");
        }
    }
}

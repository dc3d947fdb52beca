using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion replay</c>: the candidates of a recorded run through one aggregator or several.</summary>
internal sealed class ReplayRunner
{
    private readonly CliHost _host;
    private readonly ReplaySettings _settings;

    public ReplayRunner(CliHost host, ReplaySettings settings)
    {
        _host = host;
        _settings = settings;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        FusionReceipt recorded = await ReadAsync(cancellationToken);
        if (recorded.Texts is null)
        {
            throw CliException.BadInput(
                $"{_settings.File} holds no texts, so it cannot be replayed",
                "Record a run with 'fusion ask --record FILE', or with record: true in its recipe.");
        }

        RecipeChoice choice = _settings.Choice with
        {
            Aggregators = _settings.Choice.Aggregators.Count > 0 ? _settings.Choice.Aggregators : [recorded.Aggregator],
            Seed = _settings.Choice.Seed ?? recorded.Seed,
        };
        using ModelSetup setup = await ModelSetup.ForPoolsAsync(_host, choice, cancellationToken);
        setup.WriteOrigin(_host);
        List<FusionOutcome> outcomes = [];
        foreach (Recipe recipe in setup.Recipes)
        {
            FusionEngine engine = new(recipe, new FusionEngineOptions { TimeProvider = _host.Time });
            outcomes.Add(await engine.CompleteAsync(recorded.ToReplay(), cancellationToken));
        }

        Write(recorded, outcomes, setup);
        return outcomes.Select(outcome => RunExit.Of(_host, outcome.Receipt, strict: false)).Max();
    }

    private async Task<FusionReceipt> ReadAsync(CancellationToken cancellationToken) =>
        ReceiptDocument.Parse(await InputFile.ReadTextAsync(_host, _settings.File, cancellationToken), _settings.File);

    private void Write(FusionReceipt recorded, List<FusionOutcome> outcomes, ModelSetup setup)
    {
        if (_settings.Json)
        {
            _host.Out.WriteLine(CompareDocument.Serialize(recorded, outcomes, setup.Origin));
            return;
        }

        if (outcomes is [var only])
        {
            new AnswerStream(_host).Complete(only.Answer);
            new OutcomeView(_host).WriteParts(only, _settings.Show);
            _host.Error.WriteLine(ReceiptLine.Of(only.Receipt));
            _host.Error.WriteLine(only.Answer == recorded.Texts!.Answer ? "the same answer as recorded" : "another answer than recorded");
            return;
        }

        CompareTable.Write(_host.Console, outcomes);
        foreach (FusionOutcome outcome in outcomes)
            new OutcomeView(_host).WriteParts(outcome, _settings.Show);
    }
}

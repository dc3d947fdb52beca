using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>What the command line, fusion.yaml and the environment come to: recipes ready to run, and where their models come from.</summary>
internal sealed class ModelSetup : IDisposable
{
    private readonly IDisposable? _owned;
    private bool _introduces;

    public ModelSetup(IReadOnlyList<Recipe> recipes, AggregatorParts parts, IDisposable? owned = null)
    {
        Recipes = recipes;
        Parts = parts;
        _owned = owned;
    }

    /// <summary>One recipe per aggregator, in the order they were named. They differ in nothing else.</summary>
    public IReadOnlyList<Recipe> Recipes { get; }

    public Recipe Recipe => Recipes[0];

    /// <summary>What aggregators are made of.</summary>
    public AggregatorParts Parts { get; }

    /// <summary>The model that translates prompts, where one was named.</summary>
    public ChatModel? Translator { get; init; }

    /// <summary>What the configuration says of the terms of models, by their names.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; init; } = new Dictionary<string, string>();

    /// <summary>Which models were taken and why, in one line.</summary>
    public required string Origin { get; init; }

    /// <summary>What a newcomer must know about these models; null when they are the user's own.</summary>
    public string? About { get; init; }

    /// <summary>Lines for a newcomer, such as prompts that the models can answer.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>What to say about a prompt that the models cannot answer; null where they may answer any.</summary>
    public Func<string, string?>? Doubt { get; init; }

    /// <summary>The extractor of votes and scores.</summary>
    public IAnswerExtractor Extractor => Parts.Extractor ?? AnswerExtractors.Create("number");

    /// <summary>Sets up a command that samples models.</summary>
    public static async Task<ModelSetup> ForSamplingAsync(CliHost host, RecipeChoice choice, CancellationToken cancellationToken)
    {
        ModelSource source = await CliModels.FindAsync(host, choice.ConfigFile, cancellationToken, choice.Models);
        try
        {
            return Of(source, choice);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Sets up a command whose candidates are given. No models are looked for when no aggregator needs one.</summary>
    public static Task<ModelSetup> ForPoolsAsync(CliHost host, RecipeChoice choice, CancellationToken cancellationToken) =>
        OfflineModels.Suffice(choice) ? Task.FromResult(OfflineModels.Create(choice)) : ForSamplingAsync(host, choice, cancellationToken);

    /// <summary>Makes recipes of a source's models for what the command line asks for.</summary>
    public static ModelSetup Of(ModelSource source, RecipeChoice choice)
    {
        IReadOnlyList<string> models = [.. choice.Models.Select(source.Qualify)];
        RecipeOverrides overrides = new()
        {
            Models = models,
            Samples = choice.Samples,
            Fusors = choice.Fusor is { } fusor ? [source.Qualify(fusor)] : source.FusorOf(models) is { } own ? [own] : [],
            Extractor = choice.Extractor,
            Seed = choice.Seed,
            MaxCostUsd = choice.BudgetUsd,
            PanelOptions = choice.PanelOptions,
        };
        RecipeOverrides? translating = choice.Translator is { } translator ? overrides with { Models = [source.Qualify(translator)], Samples = 1, PanelOptions = null } : null;
        if (source.Book.MissingVariables(choice.Recipe, overrides).Concat(translating is null ? [] : source.Book.MissingVariables(choice.Recipe, translating)).Distinct().ToArray() is { Length: > 0 } missing)
            throw CliException.Configuration(string.Join("\n       ", missing));

        Recipe recipe = source.Book.GetRecipe(choice.Recipe, overrides);
        AggregatorParts parts = source.Book.GetParts(choice.Recipe, overrides);
        IReadOnlyList<string> aggregators = choice.Aggregators.Count > 0 ? choice.Aggregators : [recipe.Aggregator.Name];
        if (aggregators.Select(name => Aggregators.FindProblem(name, parts)).FirstOrDefault(problem => problem is not null) is { } problem)
            throw CliException.BadInput(problem);
        return new ModelSetup([.. aggregators.Select(name => recipe with { Aggregator = Aggregators.Create(name, parts) })], parts, source)
        {
            Origin = $"{source.Origin} · {PanelWords.Describe(recipe.Panel, aggregators, parts)}",
            Translator = translating is null ? null : source.Book.GetRecipe(choice.Recipe, translating).Panel.Members[0].Model,
            Terms = source.Book.Models.Where(model => model.Terms is not null).ToDictionary(model => model.Name, model => model.Terms!),
            About = source.About,
            Hints = source.Hints,
            Doubt = source.Doubt,
        };
    }

    /// <summary>Says in one line which models were taken, and to who asks for the first time also what they are.</summary>
    public void WriteOrigin(CliHost host)
    {
        host.Error.WriteLine(TerminalText.OneLine(Origin));
        _introduces = RunLog.IsFirstRun(host);
        if (_introduces && About is not null)
            host.Error.WriteLine(About);
    }

    /// <summary>Says so when the models are not made for what is asked.</summary>
    public void WriteDoubt(CliHost host, IReadOnlyList<ChatMessage> messages)
    {
        if (Doubt is { } doubt && messages.LastOrDefault(message => message.Role == ChatRole.User) is { } asked && doubt(asked.Text) is { } said)
            host.Error.WriteLine(said);
    }

    /// <summary>Says what to try next, to who asks for the first time.</summary>
    public void WriteHints(CliHost host)
    {
        foreach (string hint in _introduces ? Hints : [])
            host.Error.WriteLine(hint);
    }

    public void Dispose() => _owned?.Dispose();
}

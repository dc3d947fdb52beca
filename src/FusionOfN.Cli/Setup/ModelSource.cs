using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;
using FusionOfN.Gateway;

namespace FusionOfN.Cli;

/// <summary>Where models come from: a book of recipes and models, and in one line which it is and why.</summary>
internal sealed class ModelSource : IDisposable
{
    private readonly IDisposable? _owned;

    public ModelSource(RecipeBook book, string origin, IDisposable? owned = null)
    {
        Book = book;
        Origin = origin;
        _owned = owned;
    }

    public RecipeBook Book { get; }

    /// <summary>Which models were taken and why, in one line.</summary>
    public string Origin { get; }

    /// <summary>What a newcomer must know about these models; null when they are the user's own.</summary>
    public string? About { get; init; }

    /// <summary>Lines for a newcomer, such as prompts to try.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Prompts that the models can answer; empty when they can answer any.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What to say about a prompt that the models cannot answer; null where they may answer any.</summary>
    public Func<string, string?>? Doubt { get; init; }

    /// <summary>The configuration file they come from; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>How the gateway runs on them.</summary>
    public GatewayConfiguration Gateway { get; init; } = new();

    /// <summary>Completes the name of a model as people type it to the one the book knows.</summary>
    public Func<string, string> Qualify { get; init; } = name => name;

    /// <summary>The fusor of the models that were named, where it is not the recipe's; null where it is.</summary>
    public Func<IReadOnlyList<string>, string?> FusorOf { get; init; } = _ => null;

    /// <summary>Puts in what the models need and no configuration says.</summary>
    public Func<AggregatorParts, AggregatorParts> Adapt { get; init; } = parts => parts;

    /// <summary>Makes recipes for what the command line asks for.</summary>
    public ModelSetup SetUp(RecipeChoice choice)
    {
        IReadOnlyList<string> models = [.. choice.Models.Select(Qualify)];
        RecipeOverrides overrides = new()
        {
            Models = models,
            Samples = choice.Samples,
            Fusors = choice.Fusor is { } fusor ? [Qualify(fusor)] : FusorOf(models) is { } own ? [own] : [],
            Extractor = choice.Extractor,
            Seed = choice.Seed,
            MaxCostUsd = choice.BudgetUsd,
            PanelOptions = choice.PanelOptions,
        };
        if (Book.MissingVariables(choice.Recipe, overrides) is { Count: > 0 } missing)
            throw CliException.Configuration(string.Join("\n       ", missing));

        Recipe recipe = Book.GetRecipe(choice.Recipe, overrides);
        AggregatorParts parts = Adapt(Book.GetParts(choice.Recipe, overrides));
        IReadOnlyList<string> aggregators = choice.Aggregators.Count > 0 ? choice.Aggregators : [recipe.Aggregator.Name];
        try
        {
            return new ModelSetup([.. aggregators.Select(name => recipe with { Aggregator = Aggregators.Create(name, parts) })], parts, this)
            {
                Origin = $"{Origin} · {PanelWords.Describe(recipe.Panel, aggregators, parts)}",
                About = About,
                Hints = Hints,
                Doubt = Doubt,
            };
        }
        catch (ArgumentException exception)
        {
            throw CliException.BadInput(exception.Message);
        }
    }

    /// <summary>The same models for the gateway, which disposes them.</summary>
    public GatewayModels ToGateway() => new(Book, Origin, _owned) { About = About, Examples = Examples, Adapt = Adapt, ReadsLastTurnOnly = Doubt is not null };

    /// <summary>Says in one line which models were taken and, where they are not the user's own, what they are.</summary>
    public void WriteOrigin(CliHost host)
    {
        host.Error.WriteLine($"{TerminalText.OneLine(Origin)}.");
        if (About is not null)
            host.Error.WriteLine(About);
    }

    public void Dispose()
    {
        Book.Dispose();
        _owned?.Dispose();
    }
}

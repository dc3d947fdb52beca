using FusionOfN.Providers;

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

    /// <summary>Lines for a newcomer.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>The prompt that the fusor was trained on, when it needs one of its own.</summary>
    public FusorPrompt? Prompt { get; init; }

    /// <summary>The only endpoint there is, whose models may be named without it.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Makes recipes for what the command line asks for.</summary>
    public ModelSetup SetUp(RecipeChoice choice)
    {
        RecipeOverrides overrides = new()
        {
            Models = [.. choice.Models.Select(Qualify)],
            Samples = choice.Samples,
            Fusors = choice.Fusor is { } fusor ? [Qualify(fusor)] : [],
            Extractor = choice.Extractor,
            Seed = choice.Seed,
            MaxCostUsd = choice.BudgetUsd,
        };
        if (Book.MissingVariables(choice.Recipe, overrides) is { Count: > 0 } missing)
            throw CliException.Configuration(string.Join("\n       ", missing));

        Recipe recipe = Book.GetRecipe(choice.Recipe, overrides);
        AggregatorParts parts = Book.GetParts(choice.Recipe, overrides);
        if (Prompt is not null)
            parts = parts with { Prompt = Prompt };
        IReadOnlyList<string> aggregators = choice.Aggregators.Count > 0 ? choice.Aggregators : [recipe.Aggregator.Name];
        try
        {
            return new ModelSetup([.. aggregators.Select(name => recipe with { Aggregator = Aggregators.Create(name, parts) })], parts, this)
            {
                Origin = $"{Origin} · {PanelWords.Describe(recipe.Panel, aggregators, parts)}",
                Hints = Hints,
            };
        }
        catch (ArgumentException exception)
        {
            throw CliException.BadInput(exception.Message.Split(" (Parameter")[0]);
        }
    }

    private string Qualify(string model) => Endpoint is null || model.StartsWith("local:", StringComparison.Ordinal)
        || model.StartsWith($"{Endpoint}/", StringComparison.Ordinal)
            ? model
            : $"{Endpoint}/{model}";

    public void Dispose()
    {
        Book.Dispose();
        _owned?.Dispose();
    }
}

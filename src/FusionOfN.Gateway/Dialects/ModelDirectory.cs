using System.Runtime.CompilerServices;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>The names a request may use: recipes and plain models.</summary>
internal sealed record ModelDirectory
{
    /// <summary>The samples of self-fusion when no recipe says how many.</summary>
    public const int StandardSamples = 5;

    // Holds no book longer than it is used: a changed file is another book.
    private static readonly ConditionalWeakTable<RecipeBook, ModelDirectory> OfBooks = [];

    /// <summary>The names of the recipes.</summary>
    public required IReadOnlyCollection<string> Recipes { get; init; }

    /// <summary>The recipe that is used when none is named; null when there is no recipe.</summary>
    public string? DefaultRecipe { get; init; }

    /// <summary>The samples of self-fusion: those of the default recipe's panel.</summary>
    public int DefaultSamples { get; init; } = StandardSamples;

    /// <summary>The plain models under <c>models</c> and those that recipes name directly.</summary>
    public required IReadOnlyCollection<string> Models { get; init; }

    /// <summary>The endpoints whose models can be named as <c>ENDPOINT/MODEL-ID</c>.</summary>
    public IReadOnlyCollection<string> Endpoints { get; init; } = [];

    /// <summary>Fields that at least one endpoint is passed although they choose models, routes, addresses or credentials.</summary>
    public IReadOnlyCollection<string> AllowedFields { get; init; } = [];

    /// <summary>Whether a message may name a recipe.</summary>
    public Func<string, bool> MayShowRecipe { get; init; } = _ => true;

    /// <summary>Whether a message may name a model.</summary>
    public Func<string, bool> MayShowModel { get; init; } = _ => true;

    /// <summary>The recipes that a message may name.</summary>
    public IEnumerable<string> ShownRecipes => Recipes.Where(MayShowRecipe);

    /// <summary>The models that a message may name.</summary>
    public IEnumerable<string> ShownModels => Models.Where(MayShowModel);

    /// <summary>The names of a book, found once per book: every request needs them.</summary>
    public static ModelDirectory Of(RecipeBook book) => OfBooks.GetValue(book, Read);

    private static ModelDirectory Read(RecipeBook book)
    {
        var recipes = book.Recipes;
        return new()
        {
            Recipes = [.. recipes.Select(recipe => recipe.Name)],
            DefaultRecipe = book.DefaultRecipe,
            DefaultSamples = recipes.FirstOrDefault(recipe => recipe.IsDefault) is { Size: > 1 } recipe ? recipe.Size : StandardSamples,
            Models = [.. book.Models.Select(model => model.Name)],
            Endpoints = [.. book.Endpoints.Select(endpoint => endpoint.Name)],
            AllowedFields = [.. book.Endpoints.SelectMany(endpoint => endpoint.AllowedFields)],
        };
    }

    /// <summary>Whether a name is that of a plain model. A model in this process must be listed: its name may be a path.</summary>
    public bool IsModel(string name)
    {
        if (FusionNames.IsFusion(name))
            return false;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        return Models.Contains(name) || (slash > 0 && slash < name.Length - 1 && Endpoints.Contains(name[..slash]));
    }

    /// <summary>The known name that was most likely meant, as part of a sentence; empty when none is near.</summary>
    public static string Meant(string typed, IEnumerable<string> known) => Suggestion.For(typed, known) is { } near ? $" Did you mean '{near}'?" : "";

    /// <summary>A list of names for a message, not all of them when there are many.</summary>
    public static string List(IEnumerable<string> names)
    {
        const int Most = 20;
        var list = names.Take(Most + 1).ToList();
        return list.Count == 0 ? "none" : string.Join(", ", list.Take(Most)) + (list.Count > Most ? ", …" : "");
    }
}

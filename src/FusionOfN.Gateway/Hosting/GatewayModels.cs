using System.Collections.Concurrent;
using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>The models and recipes that a gateway serves, and where they come from.</summary>
public sealed class GatewayModels : IDisposable
{
    private readonly IDisposable? _owned;
    private readonly Lock _lock = new();

    // Recipes as they stand in the file, which is what most requests ask for. Others are made for one request.
    private readonly ConcurrentDictionary<string, Recipe> _recipes = new(StringComparer.Ordinal);
    private int _holders;
    private bool _isRetired;

    /// <summary>Creates the models.</summary>
    /// <param name="book">The recipes; disposed with this.</param>
    /// <param name="origin">Which models these are and why, in one line for people.</param>
    /// <param name="owned">What else is disposed with this, such as models in this process.</param>
    public GatewayModels(RecipeBook book, string origin, IDisposable? owned = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(origin);
        Book = book;
        Origin = origin;
        _owned = owned;
    }

    /// <summary>The recipes, models and scorers.</summary>
    public RecipeBook Book { get; }

    /// <summary>Which models these are and why, in one line.</summary>
    public string Origin { get; }

    /// <summary>What a newcomer must know about these models.</summary>
    /// <value>The default value is <see langword="null"/>: they are the user's own.</value>
    public string? About { get; init; }

    /// <summary>Whether the models know single questions only: system messages and earlier turns would confuse them, and are left out with a note.</summary>
    /// <value>The default value is <see langword="false"/>: they read whole conversations.</value>
    public bool ReadsLastTurnOnly { get; init; }

    /// <summary>Prompts that the models can answer, to try in the studio.</summary>
    /// <value>The default value is empty: any.</value>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Puts in what the models need and no configuration says, such as the prompt of a fusor in the box.</summary>
    public Func<AggregatorParts, AggregatorParts> Adapt { get; init; } = parts => parts;

    /// <summary>Makes a recipe as a run asks for it.</summary>
    /// <param name="name">The recipe; null takes the default one.</param>
    /// <param name="overrides">What the run asks of it.</param>
    /// <exception cref="ConfigurationException">It cannot be made; the message says why.</exception>
    internal Recipe MakeRecipe(string? name, RecipeOverrides overrides) =>
        overrides == RecipeOverrides.None && (name ?? Book.DefaultRecipe) is { } known
            ? _recipes.GetOrAdd(known, static (known, models) => models.Make(known, RecipeOverrides.None), this)
            : Make(name, overrides);

    /// <summary>Makes the recipe of a plain model: asked once, answering alone.</summary>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ConfigurationException">There is no such model.</exception>
    internal Recipe MakePlain(string name) => new(name, new Panel(new PanelMember(Book.GetModel(name))), new FirstAggregator())
    {
        Invocation = new Invocation { Mode = InvocationMode.Solo },
        Quorum = new Quorum { Timeout = LongestPlainAnswer },
        Prices = Book.Prices,
    };

    // The endpoint's own limits are what ends a plain call.
    private static readonly TimeSpan LongestPlainAnswer = TimeSpan.FromHours(1);

    /// <summary>Keeps the models from being disposed until <see cref="Release"/>.</summary>
    /// <returns>Whether they are held; false when they were retired already.</returns>
    internal bool TryHold()
    {
        lock (_lock)
        {
            if (_isRetired)
                return false;
            _holders++;
            return true;
        }
    }

    /// <summary>Lets go of models that were held.</summary>
    internal void Release()
    {
        lock (_lock)
        {
            if (--_holders > 0 || !_isRetired)
                return;
        }

        End();
    }

    /// <summary>Retires the models: no run begins with them any more, and they are gone when the last run that holds them has ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isRetired)
                return;
            _isRetired = true;
            if (_holders > 0)
                return;
        }

        End();
    }

    private Recipe Make(string? name, RecipeOverrides overrides)
    {
        var recipe = Book.GetRecipe(name, overrides);
        var parts = Book.GetParts(name, overrides);
        var adapted = Adapt(parts);
        return ReferenceEquals(parts, adapted) ? recipe : recipe with { Aggregator = Aggregators.Create(recipe.Aggregator.Name, adapted) };
    }

    private void End()
    {
        Book.Dispose();
        _owned?.Dispose();
    }
}

using System.Collections.Concurrent;
using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>The models and recipes that a gateway serves, and where they come from.</summary>
public sealed class GatewayModels : IDisposable
{
    private readonly Lock _lock = new();

    // Recipes as they stand in the file, which is what most requests ask for. Others are made for one request.
    private readonly ConcurrentDictionary<string, Recipe> _recipes = new(StringComparer.Ordinal);
    private int _holders;
    private bool _isRetired;

    /// <summary>Creates the models.</summary>
    /// <param name="source">Where they come from; disposed with this.</param>
    public GatewayModels(ModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Source = source;
    }

    /// <summary>Where the models come from.</summary>
    public ModelSource Source { get; }

    /// <summary>The recipes, models and scorers.</summary>
    public RecipeBook Book => Source.Book;

    /// <summary>Makes a recipe as a run asks for it.</summary>
    /// <param name="name">The recipe; null takes the default one.</param>
    /// <param name="overrides">What the run asks of it.</param>
    /// <exception cref="ConfigurationException">It cannot be made; the message says why.</exception>
    internal Recipe MakeRecipe(string? name, RecipeOverrides overrides) =>
        overrides == RecipeOverrides.None && (name ?? Book.DefaultRecipe) is { } known
            ? _recipes.GetOrAdd(known, static (known, models) => models.Book.GetRecipe(known), this)
            : Book.GetRecipe(name, overrides);

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

    private void End() => Source.Dispose();
}

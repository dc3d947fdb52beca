namespace FusionOfN.Configuration;

/// <summary>Where models come from: a book of recipes and models, and in one line which it is and why.</summary>
public sealed class ModelSource : IDisposable
{
    private readonly IDisposable? _owned;

    /// <summary>Makes a source.</summary>
    /// <param name="book">The recipes; disposed with this.</param>
    /// <param name="origin">Which models were taken and why, in one line.</param>
    /// <param name="owned">What else is disposed with this, such as models in this process.</param>
    public ModelSource(RecipeBook book, string origin, IDisposable? owned = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(origin);
        Book = book;
        Origin = origin;
        _owned = owned;
    }

    /// <summary>The recipes, models and scorers.</summary>
    public RecipeBook Book { get; }

    /// <summary>Which models were taken and why, in one line.</summary>
    public string Origin { get; }

    /// <summary>The configuration file they come from; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>What a newcomer must know about these models; null when they are the user's own.</summary>
    public string? About { get; init; }

    /// <summary>Lines for a newcomer, such as prompts to try.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    /// <summary>Prompts that the models can answer; empty when they can answer any.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Whether the models know single questions only: system messages and earlier turns would confuse them.</summary>
    /// <value>The default value is <see langword="false"/>: they read whole conversations.</value>
    public bool ReadsLastTurnOnly { get; init; }

    /// <summary>What to say about a prompt that the models cannot answer; null where they may answer any.</summary>
    public Func<string, string?>? Doubt { get; init; }

    /// <summary>Completes the name of a model as people type it to the one the book knows.</summary>
    public Func<string, string> Qualify { get; init; } = name => name;

    /// <summary>The fusor of the models that were named, where it is not the recipe's; null where it is.</summary>
    public Func<IReadOnlyList<string>, string?> FusorOf { get; init; } = _ => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Book.Dispose();
        _owned?.Dispose();
    }
}

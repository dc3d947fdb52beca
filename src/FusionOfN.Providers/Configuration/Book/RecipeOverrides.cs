namespace FusionOfN.Providers;

/// <summary>What one run asks of a recipe, over what the recipe says. Everything that is not set stays as it is.</summary>
public sealed record RecipeOverrides
{
    /// <summary>The panel, one sample each; a model named twice gives two. Names as in <c>fusion.yaml</c>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>
    /// Candidates in all, at least 1, dealt to the members in turn. When null and one model is given, as many as the recipe's own panel gives.
    /// </summary>
    public int? Samples { get; init; }

    /// <summary>The fusor, then the ones to try when it fails.</summary>
    public IReadOnlyList<string> Fusors { get; init; } = [];

    /// <summary>The aggregator, one of <see cref="AggregatorNames.All"/>.</summary>
    public string? Aggregator { get; init; }

    /// <summary>The judge.</summary>
    public string? Judge { get; init; }

    /// <summary>What the judge looks for.</summary>
    public string? Criteria { get; init; }

    /// <summary>The scorer, by its name in <c>fusion.yaml</c>, or <c>agreement</c>.</summary>
    public string? Scorer { get; init; }

    /// <summary>The answer extractor: number, boxed, choice, exact or regex:PATTERN.</summary>
    public string? Extractor { get; init; }

    /// <summary>The seed.</summary>
    public int? Seed { get; init; }

    /// <summary>The most the run may cost, in US dollars.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>When to fuse at all.</summary>
    public InvocationMode? Invocation { get; init; }

    /// <summary>Whether the receipt holds the texts.</summary>
    public bool? Record { get; init; }
}

using System.Collections.ObjectModel;

namespace FusionOfN.Configuration;

/// <summary>What one run asks of a recipe, over what the recipe says. Everything that is not set stays as it is.</summary>
/// <remarks>Limits can only be lowered: of a limit in the recipe and one asked for, the smaller holds.</remarks>
public sealed record RecipeOverrides
{
    /// <summary>Nothing is asked for: the recipe as it is.</summary>
    public static RecipeOverrides None { get; } = new();

    /// <summary>The panel, one sample each; a model named twice gives two. Names as in <c>fusion.yaml</c>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>
    /// Candidates in all, at least 1, dealt to the members in turn. When null and one model is given, as many as the recipe's own panel gives.
    /// </summary>
    public int? Samples { get; init; }

    /// <summary>The fusor, then the ones to try when it fails.</summary>
    public IReadOnlyList<string> Fusors { get; init; } = [];

    /// <summary>The fusors to try when the first one fails, whether that is the first of <see cref="Fusors"/> or the recipe's own.</summary>
    public IReadOnlyList<string> FallbackFusors { get; init; } = [];

    /// <summary>The aggregator, one of <see cref="AggregatorNames.All"/>.</summary>
    public string? Aggregator { get; init; }

    /// <summary>
    /// The judge: it scores, compares and analyses. It takes the place of the recipe's analyst, and of its scorer when the aggregator is
    /// <c>best-of-n</c> or <c>weighted-vote</c>.
    /// </summary>
    public string? Judge { get; init; }

    /// <summary>The models to ask in turn when a call to the judge fails.</summary>
    public IReadOnlyList<string> FallbackJudges { get; init; } = [];

    /// <summary>What a good answer is, for the judge, the analyst and the fusor.</summary>
    public string? Criteria { get; init; }

    /// <summary>The scorer, by its name in <c>fusion.yaml</c>, or <c>agreement</c>.</summary>
    public string? Scorer { get; init; }

    /// <summary>The answer extractor: number, boxed, choice, exact or regex:PATTERN.</summary>
    public string? Extractor { get; init; }

    /// <summary>What happens when the aggregator gives no answer.</summary>
    public FallbackPolicy? Fallback { get; init; }

    /// <summary>When the candidates are enough.</summary>
    public QuorumOverrides? Quorum { get; init; }

    /// <summary>The seed.</summary>
    public int? Seed { get; init; }

    /// <summary>The most the run may cost, in US dollars.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>The most calls the run may make.</summary>
    public int? MaxCalls { get; init; }

    /// <summary>The most tokens the run may use, prompts and answers together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The wall time after which no call is started.</summary>
    public TimeSpan? MaxWallTime { get; init; }

    /// <summary>The most calls of the panel in flight at once.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Options of the panel's calls; they win over those of its members.</summary>
    public GenerationOverrides? PanelOptions { get; init; }

    /// <summary>Options of the judge's and the analyst's calls.</summary>
    public GenerationOverrides? JudgeOptions { get; init; }

    /// <summary>Options of the fusor's calls.</summary>
    public GenerationOverrides? FusorOptions { get; init; }

    /// <summary>Options of single members of the panel, by the model's name; they win over <see cref="PanelOptions"/>.</summary>
    public IReadOnlyDictionary<string, GenerationOverrides> ModelOptions { get; init; } = ReadOnlyDictionary<string, GenerationOverrides>.Empty;

    /// <summary>When to fuse at all.</summary>
    public InvocationMode? Invocation { get; init; }

    /// <summary>Whether the receipt holds the texts.</summary>
    public bool? Record { get; init; }
}

namespace FusionOfN;

/// <summary>
/// What a run will take, worked out without sending anything. The least holds when nothing goes wrong and all answers are short; the most holds when every
/// answer is as long as it may be and every fallback is needed. A run whose members fail may end below the least.
/// </summary>
public sealed record RunEstimate
{
    /// <summary>Per model, in the order of their first call.</summary>
    public required IReadOnlyList<ModelEstimate> Models { get; init; }

    /// <summary>Whether the conversation fits each member and fusor.</summary>
    public required IReadOnlyList<ContextFit> Context { get; init; }

    /// <summary>Why the limits of the run may not cover it, one sentence each; empty when they cover the most.</summary>
    public required IReadOnlyList<string> OverBudget { get; init; }

    /// <summary>Whether the limits do not even cover the least.</summary>
    public required bool IsOverBudget { get; init; }

    /// <summary>Calls in all.</summary>
    public CountRange Calls => Sum(model => model.Calls);

    /// <summary>Prompt tokens in all.</summary>
    public CountRange InputTokens => Sum(model => model.InputTokens);

    /// <summary>Answer tokens in all.</summary>
    public CountRange OutputTokens => Sum(model => model.OutputTokens);

    /// <summary>The cost of the models whose price is known; null when none is.</summary>
    public CostRange? KnownCost => Models.Any(model => model.Cost is not null)
        ? Models.Aggregate(default(CostRange), (sum, model) => model.Cost is { } cost ? sum.Add(cost) : sum)
        : null;

    /// <summary>The models whose price is not known, so that their cost is missing in <see cref="KnownCost"/>.</summary>
    public IReadOnlyList<string> UnknownPrices => [.. Models.Where(model => model.Cost is null).Select(model => model.Model)];

    /// <summary>Works out what a run will take.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="request">The conversation.</param>
    /// <param name="at">When, for prices that change.</param>
    public static RunEstimate Of(Recipe recipe, FusionRequest request, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(request);
        return RunEstimator.Estimate(recipe, request, at);
    }

    private CountRange Sum(Func<ModelEstimate, CountRange> of) => Models.Aggregate(default(CountRange), (sum, model) => sum.Add(of(model)));
}

using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Applies what one run asks for to a recipe's settings.</summary>
internal static class OverrideMapping
{
    public static RecipeSettings Apply(RecipeSettings recipe, RecipeOverrides overrides)
    {
        if (overrides.Samples < 1)
            throw new ConfigurationException($"A panel needs at least 1 sample, not {overrides.Samples}.");
        if (overrides.Aggregator is { } aggregator && !AggregatorNames.All.Contains(aggregator))
            throw new ConfigurationException($"There is no aggregator '{aggregator}'. Known: {string.Join(", ", AggregatorNames.All)}.");

        var panel = PanelOverriding.Apply(recipe, overrides);
        return recipe with
        {
            Panel = panel,
            Spares = overrides.Models.Count > 0 ? [] : PanelOverriding.WithOptions(recipe.Spares, overrides),
            Quorum = QuorumOf(recipe.Quorum, panel?.Sum(member => member.Samples), overrides.Quorum),
            Fusor = FusorsOf(recipe, overrides),
            Aggregator = overrides.Aggregator ?? recipe.Aggregator,
            FallbackPolicy = overrides.Fallback ?? recipe.FallbackPolicy,
            Judge = JudgeOf(recipe.Judge, overrides),
            // A judge that is asked for is the one that judges.
            Analyst = overrides.Judge is null ? recipe.Analyst : null,
            Scorer = overrides.Scorer ?? (JudgeScores(recipe, overrides) ? null : recipe.Scorer),
            Extractor = overrides.Extractor ?? recipe.Extractor,
            Roles = RolesOf(recipe.Roles, overrides),
            Seed = overrides.Seed ?? recipe.Seed,
            Budget = BudgetOf(recipe.Budget, overrides),
            MaxConcurrency = Smaller(overrides.MaxConcurrency, recipe.MaxConcurrency),
            Invocation = overrides.Invocation is { } mode ? (recipe.Invocation ?? new InvocationSettings()) with { Mode = mode } : recipe.Invocation,
            Record = overrides.Record ?? recipe.Record,
        };
    }

    private static QuorumSettings? QuorumOf(QuorumSettings? quorum, int? samples, QuorumOverrides? overrides)
    {
        if (samples is not { } slots)
            return quorum;
        // A quorum made for the recipe's panel must not be out of reach for a smaller one.
        if (quorum is not null)
            quorum = quorum with { Min = Smaller(quorum.Min, quorum.Min is null ? null : slots), Required = Smaller(quorum.Required, quorum.Required is null ? null : slots) };
        return overrides is null ? quorum : overrides.Over(quorum, slots);
    }

    private static IReadOnlyList<string>? FusorsOf(RecipeSettings recipe, RecipeOverrides overrides)
    {
        if (overrides.Fusors.Count > 0)
            return [.. overrides.Fusors, .. overrides.FallbackFusors];
        if (overrides.FallbackFusors.Count == 0)
            return recipe.Fusor;

        // Without one of its own, a recipe is fused by the first member of its panel.
        var own = recipe.Fusor ?? (overrides.Models.Count > 0 ? overrides.Models : [.. (recipe.Panel ?? []).Select(member => member.Model!)]);
        return [.. own.Take(1), .. overrides.FallbackFusors];
    }

    private static JudgeSettings? JudgeOf(JudgeSettings? judge, RecipeOverrides overrides) =>
        overrides is { Judge: null, Criteria: null, FallbackJudges.Count: 0 }
            ? judge
            : new JudgeSettings
            {
                Model = overrides.Judge ?? judge?.Model,
                Criteria = overrides.Criteria ?? judge?.Criteria,
                Fallbacks = overrides.FallbackJudges.Count > 0 ? overrides.FallbackJudges : overrides.Judge is null ? judge?.Fallbacks : null,
            };

    private static bool JudgeScores(RecipeSettings recipe, RecipeOverrides overrides) =>
        overrides.Judge is not null && (overrides.Aggregator ?? recipe.Aggregator) is AggregatorNames.BestOfN or AggregatorNames.WeightedVote;

    // The panel's options are on its members, where they win over the members' own.
    private static RoleSettings? RolesOf(RoleSettings? roles, RecipeOverrides overrides) =>
        overrides is { JudgeOptions: null, FusorOptions: null }
            ? roles
            : (roles ?? new RoleSettings()) with
            {
                Judge = overrides.JudgeOptions?.Over(roles?.Judge ?? new GenerationSettings()) ?? roles?.Judge,
                Fusor = overrides.FusorOptions?.Over(roles?.Fusor ?? new GenerationSettings()) ?? roles?.Fusor,
            };

    private static BudgetSettings? BudgetOf(BudgetSettings? budget, RecipeOverrides overrides)
    {
        if (overrides is { MaxCostUsd: null, MaxCalls: null, MaxTokens: null, MaxWallTime: null })
            return budget;

        budget ??= new BudgetSettings();
        int? wall = overrides.MaxWallTime is { } time ? (int)Math.Min(time.TotalMilliseconds, int.MaxValue) : null;
        return budget with
        {
            MaxCostUsd = Smaller(overrides.MaxCostUsd, budget.MaxCostUsd),
            MaxCalls = Smaller(overrides.MaxCalls, budget.MaxCalls),
            MaxTokens = Smaller(overrides.MaxTokens, budget.MaxTokens),
            MaxWallMs = Smaller(wall, budget.MaxWallMs),
        };
    }

    private static T? Smaller<T>(T? left, T? right)
        where T : struct, IComparable<T> => left is not { } one ? right : right is not { } other || one.CompareTo(other) < 0 ? one : other;
}

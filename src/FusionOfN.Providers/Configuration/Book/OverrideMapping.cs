namespace FusionOfN.Providers;

/// <summary>Applies what one run asks for to a recipe's settings.</summary>
internal static class OverrideMapping
{
    public static RecipeSettings Apply(RecipeSettings recipe, RecipeOverrides overrides)
    {
        if (overrides.Samples < 1)
            throw new ConfigurationException($"A panel needs at least 1 sample, not {overrides.Samples}.");
        if (overrides.Aggregator is { } aggregator && !AggregatorNames.All.Contains(aggregator))
            throw new ConfigurationException($"There is no aggregator '{aggregator}'. Known: {string.Join(", ", AggregatorNames.All)}.");

        var panel = PanelOf(recipe, overrides);
        return recipe with
        {
            Panel = panel,
            Spares = overrides.Models.Count > 0 ? [] : recipe.Spares,
            // A quorum made for the recipe's panel must not be out of reach for a smaller one.
            Quorum = recipe.Quorum is { Min: { } min } quorum && panel is not null
                ? quorum with { Min = Math.Min(min, panel.Sum(member => member.Samples)) }
                : recipe.Quorum,
            Fusor = overrides.Fusors.Count > 0 ? overrides.Fusors : recipe.Fusor,
            Aggregator = overrides.Aggregator ?? recipe.Aggregator,
            Judge = JudgeOf(recipe.Judge, overrides),
            Scorer = overrides.Scorer ?? recipe.Scorer,
            Extractor = overrides.Extractor ?? recipe.Extractor,
            Seed = overrides.Seed ?? recipe.Seed,
            Budget = overrides.MaxCostUsd is { } usd ? (recipe.Budget ?? new BudgetSettings()) with { MaxCostUsd = usd } : recipe.Budget,
            Invocation = overrides.Invocation is { } mode ? (recipe.Invocation ?? new InvocationSettings()) with { Mode = mode } : recipe.Invocation,
            Record = overrides.Record ?? recipe.Record,
        };
    }

    private static IReadOnlyList<MemberSettings>? PanelOf(RecipeSettings recipe, RecipeOverrides overrides)
    {
        var members = overrides.Models.Count > 0 ? [.. overrides.Models.Select(model => new MemberSettings { Model = model })] : recipe.Panel;
        if (members is not { Count: > 0 })
            return members;

        int? wanted = overrides.Samples ?? (overrides.Models.Count == 1 ? recipe.Panel?.Sum(member => member.Samples) : null);
        return wanted is { } samples ? Deal(members, samples) : members;
    }

    private static IReadOnlyList<MemberSettings> Deal(IReadOnlyList<MemberSettings> members, int samples) =>
    [
        .. members
            .Select((member, index) => member with { Samples = (samples / members.Count) + (index < samples % members.Count ? 1 : 0) })
            .Where(member => member.Samples > 0),
    ];

    private static JudgeSettings? JudgeOf(JudgeSettings? judge, RecipeOverrides overrides) =>
        overrides is { Judge: null, Criteria: null }
            ? judge
            : new JudgeSettings { Model = overrides.Judge ?? judge?.Model, Criteria = overrides.Criteria ?? judge?.Criteria };
}

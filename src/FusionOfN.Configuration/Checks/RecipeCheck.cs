namespace FusionOfN.Configuration;

/// <summary>What makes a recipe whole beyond the form of its keys.</summary>
internal static class RecipeCheck
{
    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        foreach (var (name, recipe) in settings.Recipes)
        {
            var place = map.At(settings.Recipes, name);
            if (name.AsSpan().ContainsAny(" \t/:"))
                problems.Add(place, $"The recipe's name '{name}' holds a space, slash or colon.", "Use letters, digits, '-', '_' and '.'.");

            var chain = RecipeSettingsResolver.Chain(settings, name);
            if (chain.Count > 1 && chain[^1] == name)
                problems.Add(map.At(recipe, "extends"), $"The recipe extends itself: {string.Join(" → ", chain)}.", "Remove one of these 'extends'.");

            var whole = RecipeSettingsResolver.Resolve(settings, name);
            CheckPanel(recipe, whole, place, map, problems);
            CheckAggregator(recipe, whole, map, problems);
            CheckBudget(settings, recipe, whole, place, map, problems);
        }

        CheckExtractor(settings.Defaults, map, problems);
        foreach (var recipe in settings.Recipes.Values)
            CheckExtractor(recipe, map, problems);
    }

    private static void CheckPanel(RecipeSettings recipe, RecipeSettings whole, Place place, SourceMap map, ProblemList problems)
    {
        if (whole.Panel is not { Count: > 0 } panel)
        {
            if (recipe.Panel is not null || !map.Has(recipe, "panel"))
                problems.Add(map.Has(recipe, "panel") ? map.At(recipe, "panel") : place, "The panel has no members.", "Add 'panel: [MODEL, …]'.");
            return;
        }

        int slots = panel.Sum(member => member.Samples);
        if (whole.Quorum?.Min > slots)
            problems.Add(
                Nearest(map, place, recipe.Quorum, "min"),
                $"The quorum asks for {whole.Quorum.Min} candidates, but the panel gives {slots}.",
                $"Give at most {slots}, or more samples.");
        if (whole.Quorum?.Required > slots)
            problems.Add(
                Nearest(map, place, recipe.Quorum, "required"),
                $"The quorum requires {whole.Quorum.Required} candidates, but the panel gives {slots}.",
                $"Give at most {slots}, or more samples.");
        if (whole.Invocation is { Mode: InvocationMode.Auto or InvocationMode.Shadow, InitialSamples: { } initial } && initial > slots)
            problems.Add(
                Nearest(map, place, recipe.Invocation, "initial_samples"),
                $"Adaptive sampling starts with {initial} samples, but the panel gives {slots}.",
                $"Give at most {slots}, or more samples.");
    }

    private static void CheckAggregator(RecipeSettings recipe, RecipeSettings whole, SourceMap map, ProblemList problems)
    {
        string aggregator = whole.Aggregator ?? AggregatorNames.Fusion;
        if (recipe.Scorer is not null && aggregator is not (AggregatorNames.BestOfN or AggregatorNames.WeightedVote or AggregatorNames.Fusion))
            problems.Warn(
                map.At(recipe, "scorer"),
                $"The aggregator '{aggregator}' uses no scorer.",
                "Remove it, or choose best-of-n or weighted-vote.");
        if (recipe.Fusor is { Count: 0 })
            problems.Add(map.At(recipe, "fusor"), "The list of fusors is empty.", "Name a model, or remove the key.");
    }

    private static void CheckBudget(
        FusionSettings settings, RecipeSettings recipe, RecipeSettings whole, Place place, SourceMap map, ProblemList problems)
    {
        if (whole.Budget is not { MaxCostUsd: not null, AssumedPrice: null })
            return;

        place = recipe.Budget is { MaxCostUsd: not null } budget ? map.At(budget, "max_cost_usd") : place;
        foreach (string model in Models(whole).Distinct().Where(model => !ModelNames.IsLocal(model) && !settings.Prices.ContainsKey(model)))
        {
            problems.Add(
                place,
                $"The budget is in dollars, but the price of {Secrets.Show(model)} is not known.",
                $"Add '{model}' under 'prices' (0 if it costs nothing), give the budget an 'assumed_price', or limit calls or tokens instead.");
        }
    }

    private static void CheckExtractor(RunSettings run, SourceMap map, ProblemList problems) =>
        ExtractorCheck.Run(run, run.Extractor, map, problems);

    /// <summary>Every model a recipe may call.</summary>
    public static IEnumerable<string> Models(RecipeSettings recipe) =>
    [
        .. (recipe.Panel ?? []).Select(member => member.Model).OfType<string>(),
        .. (recipe.Spares ?? []).Select(member => member.Model).OfType<string>(),
        .. recipe.Fusor ?? [],
        .. recipe.Judge?.Fallbacks ?? [],
        .. new[] { recipe.Judge?.Model, recipe.Analyst }.OfType<string>(),
    ];

    private static Place Nearest(SourceMap map, Place fallback, object? block, string key) => block is null ? fallback : map.At(block, key);
}

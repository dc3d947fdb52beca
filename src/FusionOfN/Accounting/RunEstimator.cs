namespace FusionOfN;

/// <summary>Turns the calls that a run may make into an estimate.</summary>
internal static class RunEstimator
{
    public static RunEstimate Estimate(Recipe recipe, FusionRequest request, DateTimeOffset at)
    {
        var forecasts = new RunForecast(recipe, request).All();
        List<ModelEstimate> models =
        [
            .. forecasts.GroupBy(forecast => forecast.Model.Name).Select(group => new ModelEstimate(
                group.Key,
                [.. group.Select(forecast => forecast.Role).Distinct()],
                Sum(group, forecast => forecast.Calls),
                Sum(group, forecast => forecast.InputTokens.Times(forecast.Calls)),
                Sum(group, forecast => forecast.OutputTokens.Times(forecast.Calls)),
                CostOf(recipe.Prices.Find(group.First().Model, at) ?? recipe.Budget.AssumedPrice, group))),
        ];
        RunEstimate estimate = new() { Models = models, Context = ContextOf(recipe, request), OverBudget = [], IsOverBudget = false };
        var over = OverBudget(recipe.Budget, estimate).ToList();
        return estimate with { OverBudget = [.. over.Select(item => item.Reason)], IsOverBudget = over.Any(item => item.IsCertain) };
    }

    private static CountRange Sum(IEnumerable<CallForecast> forecasts, Func<CallForecast, CountRange> of) =>
        forecasts.Aggregate(default(CountRange), (sum, forecast) => sum.Add(of(forecast)));

    private static CostRange? CostOf(Price? price, IEnumerable<CallForecast> forecasts) => price is null ? null : forecasts.Aggregate(
        default(CostRange), (sum, forecast) => sum.Add(new CostRange(
            LeastCost(price, forecast) * forecast.Calls.Min, price.Cost(forecast.InputTokens.Max, forecast.OutputTokens.Max) * forecast.Calls.Max)));

    // The provider may have the whole prompt in its cache.
    private static decimal LeastCost(Price price, CallForecast forecast) =>
        price.Cost(forecast.InputTokens.Min, forecast.OutputTokens.Min, price.CachedInput < price.Input ? forecast.InputTokens.Min : 0, reasoningTokens: 0);

    private static IReadOnlyList<ContextFit> ContextOf(Recipe recipe, FusionRequest request)
    {
        var members = recipe.Panel.Members.Select(member => member.Model).DistinctBy(model => model.Name)
            .Select(model => new ContextFit(model.Name, CallRole.Panel, TokenEstimate.Count(model, request.Messages) + 1, model.ContextWindow));
        return recipe.Invocation.Mode == InvocationMode.Solo || recipe.Panel.Size < 2 || recipe.Aggregator is not FusionAggregator fusion
            ? [.. members.Take(recipe.Invocation.Mode == InvocationMode.Solo ? 1 : int.MaxValue)]
            : [.. members, .. fusion.Fusors.Select(fusor => new ContextFit(fusor.Name, CallRole.Fusor, FusorForecast.LeastWindow(fusor, fusion.Prompt, request), fusor.ContextWindow))];
    }

    private static IEnumerable<(string Reason, bool IsCertain)> OverBudget(BudgetLimits limits, RunEstimate estimate)
    {
        var tokens = estimate.InputTokens.Add(estimate.OutputTokens);
        if (limits.MaxCalls is { } calls && estimate.Calls.Max > calls)
            yield return (FormattableString.Invariant($"{estimate.Calls.Min} to {estimate.Calls.Max} calls; max_calls is {calls}."), estimate.Calls.Min > calls);
        if (limits.MaxTokens is { } most && tokens.Max > most)
            yield return (FormattableString.Invariant($"{tokens.Min} to {tokens.Max} tokens; max_tokens is {most}."), tokens.Min > most);
        if (limits.MaxCostUsd is not { } dollars)
            yield break;
        if (estimate.UnknownPrices is { Count: > 0 } unknown)
            yield return ($"The prices of {string.Join(", ", unknown)} are not known, and with max_cost_usd such models are not called.", true);
        if (estimate.KnownCost is { } cost && cost.MaxUsd > dollars)
            yield return (FormattableString.Invariant($"${cost.MinUsd:0.######} to ${cost.MaxUsd:0.######}; max_cost_usd is {dollars}."), cost.MinUsd > dollars);
    }
}

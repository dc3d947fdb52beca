using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Prices of models over time. A model that is not listed has an unknown price, which is not the same as none.</summary>
public sealed class PriceList
{
    private readonly Dictionary<string, Price[]> _prices;

    /// <summary>Creates a list.</summary>
    /// <param name="prices">Prices by model name; a model may have several, each effective from another date.</param>
    /// <exception cref="ArgumentException">A model has two prices from the same moment.</exception>
    public PriceList(IEnumerable<KeyValuePair<string, Price>> prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = prices
            .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(price => price.EffectiveFrom).ToArray(), StringComparer.Ordinal);
        foreach (var (model, history) in _prices)
            Check(model, history);
    }

    /// <summary>A list without prices.</summary>
    public static PriceList Empty { get; } = new([]);

    /// <summary>The models with a price, in no particular order.</summary>
    public IReadOnlyCollection<string> Models => _prices.Keys;

    /// <summary>The price of a model at a moment.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="at">The moment.</param>
    /// <returns>The price; null when it is not known.</returns>
    public Price? Find(string model, DateTimeOffset at) =>
        _prices.TryGetValue(model, out var prices) ? prices.LastOrDefault(price => price.EffectiveFrom <= at) : null;

    /// <summary>The price of a model at a moment: the list's or, where it says nothing, the model's own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="at">The moment.</param>
    /// <returns>The price; null when it is not known.</returns>
    public Price? Find(ChatModel model, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Find(model.Name, at) ?? model.Price;
    }

    /// <summary>What a call cost: what the provider says, else the price list times the reported usage, else unknown.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="at">When the call was made.</param>
    /// <param name="usage">The reported usage; null when none was reported. Without both its input and its output count the cost is unknown: half a
    /// count is no cost.</param>
    /// <param name="reportedUsd">The cost the provider reported, in US dollars.</param>
    public CallCost CostOf(string model, DateTimeOffset at, UsageDetails? usage, decimal? reportedUsd) => CostOf(Find(model, at), usage, reportedUsd);

    internal static CallCost CostOf(Price? price, UsageDetails? usage, decimal? reportedUsd) =>
        reportedUsd is { } reported ? new CallCost(reported, CostSource.Provider)
        : price == Price.Free ? new CallCost(0, CostSource.PriceList)
        : usage is not { InputTokenCount: { } input, OutputTokenCount: { } output } || price is null ? new CallCost(null, CostSource.Unknown)
        : new CallCost(
            price.Cost(input, output, usage.CachedInputTokenCount ?? 0, usage.ReasoningTokenCount ?? 0),
            CostSource.PriceList);

    private static void Check(string model, Price[] history)
    {
        if (history.DistinctBy(price => price.EffectiveFrom).Count() < history.Length)
            throw new ArgumentException($"'{model}' has two prices from the same moment. Give each its own effective date.");
    }
}

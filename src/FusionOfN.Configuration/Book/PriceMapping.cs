namespace FusionOfN.Configuration;

/// <summary>Turns the file's prices into a price list.</summary>
internal static class PriceMapping
{
    public static PriceList ToList(FusionSettings settings) => new(
        settings.Prices.SelectMany(pair => pair.Value.Select(price => KeyValuePair.Create(pair.Key, ToPrice(price)))));

    public static Price ToPrice(PriceSettings price) => new(price.Input!.Value, price.Output!.Value)
    {
        CachedInput = price.CachedInput,
        Reasoning = price.Reasoning,
        EffectiveFrom = price.From is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : DateTimeOffset.MinValue,
        Source = price.Source,
    };
}

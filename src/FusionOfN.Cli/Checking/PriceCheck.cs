using System.Globalization;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>Looks whether what models cost is known, and not from long ago.</summary>
internal static class PriceCheck
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(365);

    public static Check Run(ModelSummary model, DateTimeOffset now)
    {
        if (model.Price is not { } price)
            return new Check("price", model.Name, CheckStatus.Warning, "Not known: its cost is reported as unknown, and a budget in dollars refuses it.");

        string amount = string.Create(CultureInfo.InvariantCulture, $"${price.Input} in, ${price.Output} out per million tokens");
        if (price.EffectiveFrom == DateTimeOffset.MinValue)
            return new Check("price", model.Name, CheckStatus.Ok, $"{amount}.");
        string since = price.EffectiveFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return now - price.EffectiveFrom > Old
            ? new Check("price", model.Name, CheckStatus.Warning, $"{amount}, since {since}: more than a year ago. Does it still hold?")
            : new Check("price", model.Name, CheckStatus.Ok, $"{amount}, since {since}.");
    }
}

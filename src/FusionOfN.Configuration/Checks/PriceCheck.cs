namespace FusionOfN.Configuration;

/// <summary>Prices must belong to a model, and have one entry per date.</summary>
internal static class PriceCheck
{
    public static void Run(FusionSettings settings, SourceMap map, ProblemList problems)
    {
        foreach (var (model, prices) in settings.Prices)
        {
            if (!ModelNames.IsKnown(model, settings))
            {
                string mend = Suggestion.For(model, settings.Models.Keys) is { } meant
                    ? $"Did you mean '{meant}'?"
                    : "Prices go by the names under 'models', or by ENDPOINT/MODEL-ID.";
                problems.Warn(map.At(settings.Prices, model), $"There is a price for {Secrets.Show(model)}, but no such model.", mend);
            }

            if (prices.Count == 0)
                problems.Add(map.At(settings.Prices, model), "The list of prices is empty.", "Add 'input' and 'output', or remove the entry.");

            foreach (var same in prices.GroupBy(price => price.From).Where(group => group.Count() > 1))
                problems.Add(map.At(same.Last()), "Two prices of this model hold from the same day.", "Give each its own 'from', or remove one.");
        }
    }
}

namespace FusionOfN.Gateway.Studio;

/// <summary>What keys took over some days, ready to be drawn.</summary>
/// <param name="Days">The days, oldest first, those without spend too.</param>
/// <param name="Keys">The keys that took something, the one with most tokens first.</param>
public sealed record SpendView(IReadOnlyList<DateOnly> Days, IReadOnlyList<SpendOfKey> Keys)
{
    internal static SpendView Of(IReadOnlyList<DaySpend> spend, IReadOnlyList<KeyLine> keys, DateOnly from, DateOnly to)
    {
        DateOnly[] days = [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)];
        return new SpendView(
            days,
            [
                .. spend.GroupBy(day => day.KeyId)
                    .Select(group => SpendOfKey.Of(group.Key, NameOf(group.Key, keys), days, group))
                    .OrderByDescending(key => key.Total(SpendMeasure.Tokens)),
            ]);
    }

    private static string NameOf(string? id, IReadOnlyList<KeyLine> keys) =>
        id is null ? "without a key" : keys.FirstOrDefault(key => key.Id == id)?.Name ?? id;
}

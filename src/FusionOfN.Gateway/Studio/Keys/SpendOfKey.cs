namespace FusionOfN.Gateway.Studio;

/// <summary>What one key took, day by day.</summary>
public sealed class SpendOfKey
{
    private readonly SpendTotals[] _days;

    private SpendOfKey(string? id, string name, SpendTotals[] days)
    {
        Id = id;
        Name = name;
        _days = days;
    }

    /// <summary>The key; null for requests without one.</summary>
    public string? Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Requests for which the cost of some call is not known: the cost is a lower bound when there are any.</summary>
    public long Unpriced => _days.Sum(day => day.UnpricedRequests);

    /// <summary>What it took on a day.</summary>
    /// <param name="day">The day's place among the days shown.</param>
    /// <param name="measure">What of it.</param>
    public double On(int day, SpendMeasure measure) => Measure(_days[day], measure);

    /// <summary>What it took on all days shown.</summary>
    /// <param name="measure">What of it.</param>
    public double Total(SpendMeasure measure) => _days.Sum(day => Measure(day, measure));

    internal static SpendOfKey Of(string? id, string name, IReadOnlyList<DateOnly> days, IEnumerable<DaySpend> spend)
    {
        var byDay = spend.ToDictionary(day => day.Day, day => day.Totals);
        return new SpendOfKey(id, name, [.. days.Select(day => byDay.GetValueOrDefault(day))]);
    }

    private static double Measure(SpendTotals totals, SpendMeasure measure) => measure switch
    {
        SpendMeasure.Cost => (double)totals.CostUsd,
        SpendMeasure.Requests => totals.Requests,
        _ => totals.Tokens,
    };
}

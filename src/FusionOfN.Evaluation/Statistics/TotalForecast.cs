using MathNet.Numerics.Distributions;

namespace FusionOfN.Evaluation;

/// <summary>What a sum over many items will come to, told from a few of them that were drawn at random; with its 95 % prediction interval.</summary>
/// <param name="Total">The sum that is expected.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval; infinite when one item is all that is known.</param>
public sealed record TotalForecast(double Total, double Low, double High)
{
    private const double Tail = 0.975;

    /// <summary>Forecasts a sum. The items that were drawn are part of it, and what they came to is known.</summary>
    /// <param name="drawn">What the items that were drawn came to, at least one, none below zero.</param>
    /// <param name="items">All items, those that were drawn among them.</param>
    /// <remarks>
    /// Costs and lengths are skewed to the right: Student's interval alone is too low for them when few items were drawn. The interval is the hull of Student's and of
    /// Cox's for the mean of log-normal values with Student's quantile (Olsson 2005), each widened by what the sum of the others still varies by itself.
    /// </remarks>
    public static TotalForecast Of(IReadOnlyList<double> drawn, long items)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentOutOfRangeException.ThrowIfZero(drawn.Count, nameof(drawn));
        ArgumentOutOfRangeException.ThrowIfLessThan(items, drawn.Count);
        double known = drawn.Sum();
        long others = items - drawn.Count;
        double mean = known / drawn.Count;
        double total = known + (mean * others);
        if (others == 0)
            return new(known, known, known);
        if (drawn.Count == 1)
            return new(total, known, double.PositiveInfinity);

        double quantile = StudentT.InvCDF(0, 1, drawn.Count - 1, Tail);
        double spread = Math.Sqrt(Variance(drawn, mean) * ((1.0 / drawn.Count) + (1.0 / others)));
        double low = mean - (quantile * spread);
        double high = mean + (quantile * spread);
        if (drawn.All(value => value > 0))
        {
            double[] logs = [.. drawn.Select(value => Math.Log(value))];
            double middle = logs.Average();
            double variance = Variance(logs, middle);
            double error = Math.Sqrt((variance / drawn.Count) + (variance * variance / (2.0 * (drawn.Count - 1))) + ((Math.Exp(variance) - 1) / others));
            low = Math.Min(low, Math.Exp(middle + (variance / 2) - (quantile * error)));
            high = Math.Max(high, Math.Exp(middle + (variance / 2) + (quantile * error)));
        }

        return new(total, known + (Math.Max(0, low) * others), known + (high * others));
    }

    private static double Variance(IReadOnlyList<double> values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
}

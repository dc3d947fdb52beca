namespace FusionOfN.Cli;

/// <summary>A 95 % confidence interval.</summary>
internal readonly record struct Interval(double Low, double High)
{
    private const double Z = 1.959964;

    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>The interval of a share of successes, after Wilson (1927), which stays sensible near 0 and 1.</summary>
    /// <param name="successes">The sum of the successes, 0 to <paramref name="count"/>.</param>
    /// <param name="count">The number of trials, at least 1.</param>
    public static Interval Wilson(double successes, int count)
    {
        double share = successes / count;
        double scale = 1 + (Z * Z / count);
        double center = share + (Z * Z / (2 * count));
        double spread = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));
        return new Interval((center - spread) / scale, (center + spread) / scale);
    }

    /// <summary>The interval of the mean of paired differences between shares, by the normal approximation, kept within -1 and 1.</summary>
    /// <param name="differences">One difference per row, at least 2.</param>
    public static Interval OfMean(IReadOnlyList<double> differences)
    {
        double mean = differences.Average();
        double variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Count - 1);
        double spread = Z * Math.Sqrt(variance / differences.Count);
        return new Interval(Math.Max(-1, mean - spread), Math.Min(1, mean + spread));
    }
}

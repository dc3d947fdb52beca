namespace FusionOfN.Evaluation;

/// <summary>A share of successes with its 95 % interval after Wilson, which stays sensible near 0 and 1.</summary>
/// <remarks>Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.</remarks>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="Low">The lower end of the interval, 0 to 1.</param>
/// <param name="High">The upper end of the interval, 0 to 1.</param>
public readonly record struct Proportion(double Share, double Low, double High)
{
    private const double Z = 1.959964;

    /// <summary>The interval of a share.</summary>
    /// <param name="successes">The sum of the successes, 0 to <paramref name="count"/>; halves are fine.</param>
    /// <param name="count">The number of trials, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no trials, or more successes than trials.</exception>
    public static Proportion Of(double successes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        double share = successes / count;
        double scale = 1 + (Z * Z / count);
        double center = share + (Z * Z / (2 * count));
        double spread = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));
        return new(share, (center - spread) / scale, (center + spread) / scale);
    }
}

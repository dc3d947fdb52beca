namespace FusionOfN.Evaluation;

/// <summary>
/// The permutation test of paired differences: were the methods alike, each cluster's difference could as well have the other sign.
/// </summary>
/// <remarks>Source: Fisher, "The Design of Experiments", 1935, section 21. Exact up to 16 clusters that differ, by seeded draws above.</remarks>
public static class SignFlip
{
    private const int MaxExact = 16;
    private const int Draws = 10_000;

    // Sums that are equal but for the order of their parts.
    private const double Tolerance = 1e-12;

    /// <summary>The two-sided p-value.</summary>
    /// <param name="differences">The sum of the differences of each cluster.</param>
    /// <param name="seed">Seeds the draws.</param>
    /// <returns>Above 0, at most 1.</returns>
    public static double PValue(IEnumerable<double> differences, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(differences);
        double[] sizes = [.. differences.Where(difference => difference != 0)];
        if (sizes.Length == 0)
            return 1;
        double observed = Math.Abs(sizes.Sum()) - (Tolerance * sizes.Sum(Math.Abs));
        return sizes.Length <= MaxExact ? Exact(sizes, observed) : Drawn(sizes, observed, seed);
    }

    private static double Exact(double[] sizes, double observed)
    {
        int all = 1 << sizes.Length, asLarge = 0;
        for (int signs = 0; signs < all; signs++)
        {
            double sum = 0;
            for (int i = 0; i < sizes.Length; i++)
                sum += (signs >> i & 1) == 0 ? sizes[i] : -sizes[i];
            asLarge += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (double)asLarge / all;
    }

    private static double Drawn(double[] sizes, double observed, ulong seed)
    {
        NumpyRandom random = new(seed);
        int asLarge = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double sum = 0;
            foreach (double size in sizes)
                sum += random.NextCoin() ? size : -size;
            asLarge += Math.Abs(sum) >= observed ? 1 : 0;
        }

        return (asLarge + 1.0) / (Draws + 1.0);
    }
}

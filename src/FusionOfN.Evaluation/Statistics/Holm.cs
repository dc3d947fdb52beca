namespace FusionOfN.Evaluation;

/// <summary>p-values of several tests that are looked at together: the chance that any true tie reads as a difference stays below the level.</summary>
/// <remarks>Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.</remarks>
public static class Holm
{
    /// <summary>Adjusts p-values: the smallest of m is taken m times, the next m − 1 times, and so on; none falls below one before it, or rises above 1.</summary>
    /// <param name="pValues">The p-values of all cells of the table.</param>
    /// <returns>The adjusted ones in the same order.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        double[] adjusted = new double[pValues.Count];
        double highest = 0;
        int factor = pValues.Count;
        foreach (int i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            highest = Math.Max(highest, Math.Min(1, factor-- * pValues[i]));
            adjusted[i] = highest;
        }

        return adjusted;
    }
}

using MathNet.Numerics.Distributions;

namespace FusionOfN.Evaluation;

/// <summary>The exact test of two methods that are right or wrong on the same questions.</summary>
/// <remarks>Source: McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages", 1947; the exact form is binomial.</remarks>
public static class McNemar
{
    /// <summary>The two-sided p-value.</summary>
    /// <param name="onlyFirst">Questions that only the first method got right.</param>
    /// <param name="onlySecond">Questions that only the second got right.</param>
    /// <returns>Above 0, at most 1; 1 when they never differ.</returns>
    public static double PValue(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        int fewer = Math.Min(onlyFirst, onlySecond);
        return onlyFirst + onlySecond == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, onlyFirst + onlySecond, fewer));
    }
}

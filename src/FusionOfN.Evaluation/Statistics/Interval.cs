namespace FusionOfN.Evaluation;

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean over strata of the means within them.</param>
/// <param name="Low">The 2.5th percentile of the resampled means.</param>
/// <param name="High">The 97.5th percentile of the resampled means.</param>
/// <param name="StandardError">The standard deviation of the resampled means.</param>
/// <param name="Clusters">How many clusters were resampled.</param>
/// <param name="Observations">How many values there are.</param>
public sealed record Interval(double Mean, double Low, double High, double StandardError, int Clusters, int Observations)
{
    /// <summary>
    /// Below this many clusters no interval is claimed. Six wins of six are the fewest that an exact sign test calls a difference at 5 % (p = 2 · 2⁻⁶ = .031).
    /// </summary>
    public const int MinClusters = 6;

    // 1.96 for a two-sided test at 5 %, 0.84 for a power of 80 %.
    private const double DetectableErrors = 1.96 + 0.84;

    /// <summary>Whether there are enough clusters for the interval to mean anything.</summary>
    public bool IsMeaningful => Clusters >= MinClusters;

    /// <summary>The smallest true difference that such a comparison finds four times out of five.</summary>
    public double MinimumDetectableEffect => DetectableErrors * StandardError;
}

namespace FusionOfN.Evaluation;

/// <summary>The values of two methods on the same prompt.</summary>
/// <param name="Cluster">What is drawn together: everything that asks the same question, in whatever language.</param>
/// <param name="Stratum">What is averaged with equal weight, such as a language.</param>
/// <param name="First">The value of the first method.</param>
/// <param name="Second">The value of the second method.</param>
public readonly record struct PairedObservation(string Cluster, string Stratum, double First, double Second)
{
    /// <summary>The value of the first less that of the second.</summary>
    public Observation Difference => new(Cluster, Stratum, First - Second);
}

namespace FusionOfN.Evaluation;

/// <summary>One measured value of one prompt.</summary>
/// <param name="Cluster">What is drawn together: everything that asks the same question, in whatever language.</param>
/// <param name="Stratum">What is averaged with equal weight, such as a language.</param>
/// <param name="Value">The value.</param>
public readonly record struct Observation(string Cluster, string Stratum, double Value);

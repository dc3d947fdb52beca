namespace FusionOfN.Evaluation;

/// <summary>What a cluster adds to a stratum.</summary>
/// <param name="Stratum">The number of the stratum.</param>
/// <param name="Sum">The sum of the cluster's values in it.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct StratumSum(int Stratum, double Sum, int Count);

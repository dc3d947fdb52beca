namespace FusionOfN.Providers;

/// <summary>A scorer of an ensemble.</summary>
/// <param name="Scorer">The scorer.</param>
/// <param name="Weight">Its weight in the average, at least 0.</param>
public sealed record EnsembleMember(IScorer Scorer, double Weight = 1);

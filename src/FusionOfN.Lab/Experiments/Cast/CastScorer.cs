namespace FusionOfN.Lab;

/// <summary>The reward model of a run.</summary>
/// <param name="Scorer">What scores candidates.</param>
/// <param name="Fingerprint">What tells this model from every other one: the hash of its file.</param>
/// <param name="About">What its number is, for the report.</param>
internal sealed record CastScorer(IScorer Scorer, string Fingerprint, string About);

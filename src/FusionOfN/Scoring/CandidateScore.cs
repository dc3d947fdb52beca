namespace FusionOfN;

/// <summary>The score of one candidate, or why there is none.</summary>
/// <param name="Value">The score, higher is better; null when the candidate could not be scored.</param>
/// <param name="Failure">Why it could not be scored.</param>
public readonly record struct CandidateScore(double? Value, string? Failure = null);

namespace FusionOfN;

/// <summary>The score of one candidate, or why there is none.</summary>
/// <param name="Value">The score, higher is better; null when the candidate could not be scored.</param>
/// <param name="Failure">Why it could not be scored.</param>
/// <param name="Brief">The same without an address and without words of a server, for readers who are not to know where models run; null when there is no such form.</param>
public readonly record struct CandidateScore(double? Value, string? Failure = null, string? Brief = null);

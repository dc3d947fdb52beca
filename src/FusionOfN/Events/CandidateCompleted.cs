namespace FusionOfN;

/// <summary>A slot of the panel is settled, with an answer or with the typed reason why there is none.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Call">The record of the call that settled it.</param>
public sealed record CandidateCompleted(Candidate Candidate, CallRecord Call) : FusionEvent;

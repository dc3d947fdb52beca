namespace FusionOfN;

/// <summary>A sample was sent out.</summary>
/// <param name="Index">The candidate's index.</param>
/// <param name="Model">The member asked, or the spare that refills the slot.</param>
public sealed record CandidateStarted(int Index, string Model) : FusionEvent;

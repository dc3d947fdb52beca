namespace FusionOfN;

/// <summary>A piece of a candidate arrived.</summary>
/// <param name="Index">The candidate's index.</param>
/// <param name="Text">A piece of its text; empty when only reasoning arrived.</param>
/// <param name="Reasoning">A piece of its reasoning.</param>
public sealed record CandidateDelta(int Index, string Text, string? Reasoning = null) : FusionEvent;

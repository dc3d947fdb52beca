namespace FusionOfN;

/// <summary>A piece of a candidate arrived.</summary>
/// <param name="Index">The candidate's index.</param>
/// <param name="Text">A piece of its text; empty when only reasoning arrived.</param>
/// <param name="Reasoning">A piece of its reasoning.</param>
public sealed record CandidateDelta(int Index, string Text, string? Reasoning = null) : FusionEvent
{
    /// <summary>The model that answers, as its provider names it; null while that is not known.</summary>
    public string? ModelServed { get; init; }

    /// <summary>What the client handed on of its reply untouched (<see cref="FusionProperties.Reply"/>); null for most.</summary>
    public object? Reply { get; init; }
}

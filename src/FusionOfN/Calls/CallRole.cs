namespace FusionOfN;

/// <summary>Why a model was called.</summary>
public enum CallRole
{
    /// <summary>To sample a candidate.</summary>
    Panel,

    /// <summary>To write the fused answer.</summary>
    Fusor,

    /// <summary>To score, compare or choose among candidates.</summary>
    Scorer,

    /// <summary>To analyse the pool (consensus, contradictions, blind spots).</summary>
    Analyst,
}

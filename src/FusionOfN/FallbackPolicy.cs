namespace FusionOfN;

/// <summary>What a run does when its aggregator gives no answer.</summary>
public enum FallbackPolicy
{
    /// <summary>The best-scored candidate is taken, and the receipt says so.</summary>
    Select,

    /// <summary>The run fails.</summary>
    Fail,
}

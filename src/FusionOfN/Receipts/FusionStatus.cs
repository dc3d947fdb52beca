namespace FusionOfN;

/// <summary>How complete the panel behind an answer was. Computed, never narrated.</summary>
public enum FusionStatus
{
    /// <summary>Every slot gave a usable candidate.</summary>
    Full,

    /// <summary>Some slots are missing, at least two candidates were used.</summary>
    Partial,

    /// <summary>One candidate, taken as it is: not a fusion.</summary>
    Single,

    /// <summary>The aggregator failed and a fallback answered.</summary>
    Fallback,

    /// <summary>No usable candidate, no answer.</summary>
    Failed,
}

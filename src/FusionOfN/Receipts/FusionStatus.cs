namespace FusionOfN;

/// <summary>How complete the panel behind an answer was. Computed, never narrated.</summary>
public enum FusionStatus
{
    /// <summary>Every slot gave a usable candidate.</summary>
    Full,

    /// <summary>Some slots are missing, at least two candidates were used.</summary>
    Partial,

    /// <summary>One candidate, taken as it is: not a fusion.</summary>
#pragma warning disable CA1720 // "single" is the word of the HTTP contract; it names no type here.
    Single,
#pragma warning restore CA1720

    /// <summary>The aggregator failed and a fallback answered.</summary>
    Fallback,

    /// <summary>No usable candidate, no answer.</summary>
    Failed,
}

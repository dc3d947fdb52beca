namespace FusionOfN.Gateway;

/// <summary>How a run ended: the engine's words, and two for what the engine does not see.</summary>
internal enum RunStatus
{
    /// <summary>Every slot gave a usable candidate.</summary>
    Full,

    /// <summary>Some slots are missing.</summary>
    Partial,

    /// <summary>One candidate, taken as it is.</summary>
#pragma warning disable CA1720 // "single" is the word of the HTTP contract; it names no type here.
    Single,
#pragma warning restore CA1720

    /// <summary>The aggregator failed and a fallback answered.</summary>
    Fallback,

    /// <summary>No answer.</summary>
    Failed,

    /// <summary>A plain model answered.</summary>
    Solo,

    /// <summary>The client went away, or the gateway was stopped.</summary>
    Cancelled,
}

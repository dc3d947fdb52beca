namespace FusionOfN.Providers;

/// <summary>How a batch stands, as far as it decides what is done next.</summary>
public enum BatchPhase
{
    /// <summary>The provider works on it, or will.</summary>
    Running,

    /// <summary>Nothing more will come. What was done before it expired or was cancelled is there.</summary>
    Ended,

    /// <summary>It was refused as a whole: <see cref="RemoteBatch.Errors"/> say why.</summary>
    Refused,

    /// <summary>The provider's word for it is none that we know; it may be any of these.</summary>
    Unknown,
}

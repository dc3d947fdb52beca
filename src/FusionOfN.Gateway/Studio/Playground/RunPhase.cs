namespace FusionOfN.Gateway.Studio;

/// <summary>How far a run is.</summary>
public enum RunPhase
{
    /// <summary>Candidates are on their way.</summary>
    Sampling,

    /// <summary>The answer is being made of them.</summary>
    Aggregating,

    /// <summary>There is an answer.</summary>
    Done,

    /// <summary>There is none.</summary>
    Failed,

    /// <summary>It was stopped.</summary>
    Stopped,
}

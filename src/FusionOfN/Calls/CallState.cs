namespace FusionOfN;

/// <summary>How a call to a model, and so a candidate, ended.</summary>
public enum CallState
{
    /// <summary>A complete answer.</summary>
    Ok,

    /// <summary>The model answered without any text or tool call.</summary>
    Empty,

    /// <summary>The provider flagged a refusal or filtered the content.</summary>
    Refused,

    /// <summary>The answer stopped at the length limit.</summary>
    Truncated,

    /// <summary>The call failed.</summary>
    Failed,

    /// <summary>The call did not end before the panel timeout.</summary>
    TimedOut,

    /// <summary>The call was given up: the quorum's grace period had passed, or the run was cancelled.</summary>
    Cancelled,

    /// <summary>The call was never sent because the budget does not cover it.</summary>
    OverBudget,
}

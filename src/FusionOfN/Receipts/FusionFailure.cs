namespace FusionOfN;

/// <summary>Why a run has no answer.</summary>
public enum FusionFailure
{
    /// <summary>No candidate could be used.</summary>
    NoCandidate,

    /// <summary>No candidate could be used, and the budget is why: at least one call was not sent.</summary>
    OverBudget,

    /// <summary>Every candidate was refused by its model or stopped by a content filter: what a single model would have said as well.</summary>
    Refused,

    /// <summary>There were usable candidates, but fewer than <see cref="Quorum.Required"/>.</summary>
    QuorumNotMet,

    /// <summary>The aggregator gave no answer and <see cref="Recipe.Fallback"/> is <see cref="FallbackPolicy.Fail"/>.</summary>
    NoAggregate,

    /// <summary>The writer failed after a part of its answer had been passed on.</summary>
    BrokenOff,

    /// <summary>Neither the answer, nor its repair, nor any candidate fits the format that was asked for.</summary>
    WrongFormat,

    /// <summary>The run was cancelled.</summary>
    Cancelled,

    /// <summary>Something failed that must not fail, after at least one call; the log says what.</summary>
    Unexpected,
}

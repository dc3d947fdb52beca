namespace FusionOfN.Jobs;

/// <summary>How a job stands at one moment. Items that had ended before are counted when the input's reader comes past them.</summary>
public sealed record JobSnapshot
{
    /// <summary>How long this run has taken.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Items of the input; null while it is not known how many there are.</summary>
    public long? Total { get; init; }

    /// <summary>Items with a result.</summary>
    public long Done { get; init; }

    /// <summary>Items that a filter took out.</summary>
    public long Filtered { get; init; }

    /// <summary>Items that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Items among these that ended in this run.</summary>
    public long Ended { get; init; }

    /// <summary>Items that were begun in this run and wait for batches.</summary>
    public long Parked { get; init; }

    /// <summary>Items that are being worked on.</summary>
    public int InFlight { get; init; }

    /// <summary>Items that have not ended; null while it is not known how many there are.</summary>
    public long? Waiting => Total - Done - Filtered - Failed;

    /// <summary>Items ended in a minute, of late; 0 before the first.</summary>
    public double ItemsPerMinute { get; init; }

    /// <summary>When the job will be done if it goes on like this; null when that cannot be said.</summary>
    public TimeSpan? Eta { get; init; }

    /// <summary>Calls sent in this run.</summary>
    public long Calls { get; init; }

    /// <summary>Calls that came from the store in this run.</summary>
    public long ReplayedCalls { get; init; }

    /// <summary>Calls of this run that have no name to be kept by, so that they would be paid again.</summary>
    public long CallsNotKept { get; init; }

    /// <summary>Calls in flight.</summary>
    public int CallsInFlight { get; init; }

    /// <summary>Prompt tokens bought, over all runs.</summary>
    public long InputTokens { get; init; }

    /// <summary>Answer tokens bought, over all runs.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What was spent in US dollars, over all runs, as far as it is known.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Calls whose cost is not known, over all runs.</summary>
    public long UnpricedCalls { get; init; }

    /// <summary>What the whole job will have cost if it goes on like this; null when that cannot be said.</summary>
    public decimal? ForecastUsd { get; init; }

    /// <summary>The share of the places' time in which there was work to begin and a place was free all the same, 0 to 1.</summary>
    public double ReadyIdleShare { get; init; }

    /// <summary>Why items failed or were filtered in this run, the most frequent reason first.</summary>
    public IReadOnlyList<JobErrorGroup> Errors { get; init; } = [];
}

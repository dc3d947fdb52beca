namespace FusionOfN.Jobs;

/// <summary>Why a run of a job ended.</summary>
public enum JobEnd
{
    /// <summary>Every item of the input has ended.</summary>
    Completed,

    /// <summary>What has not ended waits for batches: run <see cref="JobBatches"/>, and the job again.</summary>
    WaitsForBatches,

    /// <summary>The budget does not cover another call; the rest waits.</summary>
    BudgetSpent,

    /// <summary>An endpoint is dead or saturated; the rest waits.</summary>
    EndpointDown,

    /// <summary>It was asked to end: items that had begun were ended, the rest waits.</summary>
    Drained,

    /// <summary>It was stopped at once: items that had begun wait too.</summary>
    Stopped,
}

namespace FusionOfN.Jobs;

/// <summary>What came of waiting for batches.</summary>
/// <param name="End">What to do next.</param>
/// <param name="Reason">Why it ended, for <see cref="BatchRoundEnd.Stopped"/>; with the mend.</param>
public sealed record BatchRound(BatchRoundEnd End, string? Reason = null);

/// <summary>What to do after waiting for batches.</summary>
public enum BatchRoundEnd
{
    /// <summary>Answers came: run the job again.</summary>
    Answered,

    /// <summary>No call waits for a batch, and no batch is open.</summary>
    NothingWaits,

    /// <summary>An endpoint does not take batches now; everything waits in the store.</summary>
    Stopped,
}

namespace FusionOfN.Jobs;

/// <summary>How a run of a job ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Reason">The same in one sentence, with the mend; null when nothing is left to do.</param>
/// <param name="Snapshot">What it came to.</param>
public sealed record JobResult(JobEnd End, string? Reason, JobSnapshot Snapshot);

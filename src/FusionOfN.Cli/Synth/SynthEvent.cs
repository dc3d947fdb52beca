using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>A line of <c>fusion synth run --json</c>.</summary>
/// <param name="Event">What it is: <c>progress</c>, <c>batch</c> when a batch stands otherwise than before, or <c>end</c> for the last one.</param>
/// <param name="Progress">How the job stands.</param>
internal sealed record SynthEvent(string Event, JobSnapshot Progress)
{
    /// <summary>The batch; null for other events.</summary>
    public BatchSummary? Batch { get; init; }

    /// <summary>Why the run ended.</summary>
    public JobEnd? End { get; init; }

    /// <summary>The same in words, with the mend.</summary>
    public string? Reason { get; init; }

    /// <summary>Rows of the prompt file that cannot be used.</summary>
    public IReadOnlyList<string>? BadRows { get; init; }

    /// <summary>The data set; null when none was written.</summary>
    public FusionOfN.Synthesis.DataSetReport? Report { get; init; }
}

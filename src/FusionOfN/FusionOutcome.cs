using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The result of a run: the answer, every candidate and the receipt.</summary>
/// <param name="Answer">The answer; empty when <see cref="FusionReceipt.Status"/> is <see cref="FusionStatus.Failed"/>. Beside <see cref="ToolCalls"/>, what was said with them.</param>
/// <param name="Pool">All candidates.</param>
/// <param name="Receipt">The record of the run.</param>
public sealed record FusionOutcome(string Answer, CandidatePool Pool, FusionReceipt Receipt)
{
    /// <summary>The tool calls the panel agreed on, when it asked for tools instead of answering.</summary>
    public IReadOnlyList<FunctionCallContent> ToolCalls { get; init; } = [];

    /// <summary>The sums of all counts that the calls of the run reported, each one absent when no call reported it.</summary>
    public UsageDetails Usage { get; init; } = new();

    /// <summary>What was thrown where the aggregator gave no answer.</summary>
    internal Exception? Cause { get; init; }

    /// <summary>Whether the answer ends where the limit of its length is.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Which candidates each span of the answer came from.</summary>
    public ProvenanceMap? Provenance { get; init; }

    /// <summary>The analysis of the pool, when one was asked for.</summary>
    public FusionAnalysis? Analysis { get; init; }
}

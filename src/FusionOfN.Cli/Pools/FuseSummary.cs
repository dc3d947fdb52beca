using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion fuse --json</c> prints.</summary>
internal sealed record FuseSummary
{
    public required int Answered { get; init; }

    public required int Skipped { get; init; }

    public required int Degraded { get; init; }

    public required int OverBudget { get; init; }

    public required string Extractor { get; init; }

    /// <summary>Who wins when votes or scores are equal.</summary>
    public required string Ties { get; init; }

    public required IReadOnlyList<ScoreLine> Scores { get; init; }

    public required IReadOnlyList<RowProblem> Problems { get; init; }

    public required IReadOnlyDictionary<string, int> Notes { get; init; }
}

using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion bench score</c> was asked for.</summary>
internal sealed record BenchScoreSettings
{
    /// <summary>The files of the systems; with a test the first is the baseline.</summary>
    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>Files of references in plain text; none when the systems are JSON Lines.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required BleuOptions Bleu { get; init; }

    /// <summary>Whether an interval was asked for, however many segments there are.</summary>
    public required bool Interval { get; init; }

    /// <summary>The test of the systems against the baseline; null for none.</summary>
    public required PairedTest? Test { get; init; }

    public required int? Resamples { get; init; }

    public required long Seed { get; init; }

    public required bool Json { get; init; }
}

using System.Text.Json.Serialization;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion bench score --json</c> prints.</summary>
/// <param name="Segments">How many segments each system has.</param>
/// <param name="References">References of each segment; null when their number varies.</param>
/// <param name="Scores">One for each system and metric.</param>
internal sealed record BenchScoreDocument(int Segments, int? References, IReadOnlyList<BenchScore> Scores);

/// <summary>A corpus score.</summary>
/// <param name="System">The system's file.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Score">The score, 0 to 100.</param>
/// <param name="Signature">What it depends on, as sacrebleu writes it.</param>
/// <param name="Detail">What stands behind it.</param>
/// <param name="Interval">Its 95 % interval; always written, null when there is none.</param>
/// <param name="Against">How it compares with the baseline; null without a test and for the baseline.</param>
internal sealed record BenchScore(
    string System,
    string Metric,
    double Score,
    string Signature,
    string? Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] BenchInterval? Interval,
    BenchDifference? Against);

/// <summary>A 95 % interval from resampled segments.</summary>
internal sealed record BenchInterval(double Low, double High, double Mean, double HalfWidth, int Resamples, long Seed);

/// <summary>A paired comparison.</summary>
/// <param name="Baseline">The baseline's file.</param>
/// <param name="Difference">The system's score less the baseline's.</param>
/// <param name="Test"><c>bs</c> or <c>ar</c>.</param>
/// <param name="PValue">The p-value, as sacrebleu computes it.</param>
/// <param name="PAdjusted">The p-value after Holm over all comparisons of this table.</param>
/// <param name="Verdict"><c>better</c> or <c>worse</c> when the adjusted p-value is below .05, else <c>tie</c>.</param>
internal sealed record BenchDifference(string Baseline, double Difference, string Test, double PValue, double PAdjusted, string Verdict);

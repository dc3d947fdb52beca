namespace FusionOfN.Evaluation;

/// <summary>What was counted of a corpus.</summary>
/// <param name="Segments">How many segments each system has.</param>
/// <param name="References">How many references each segment has; null when their number varies.</param>
/// <param name="Systems">For each system, in the order of their files, its counts by each metric.</param>
public sealed record CorpusResult(int Segments, int? References, IReadOnlyList<IReadOnlyList<SegmentCounts>> Systems);

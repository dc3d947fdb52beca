using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>How the candidates of one pool relate to each other, as a model sees it.</summary>
/// <param name="Consensus">Points on which the candidates agree.</param>
/// <param name="Contradictions">Topics on which they take different stances.</param>
/// <param name="PartialCoverage">Points that only some of them make.</param>
/// <param name="UniqueInsights">Points that only one of them makes.</param>
/// <param name="BlindSpots">What the request calls for and none of them has.</param>
public sealed record FusionAnalysis(
    [property: JsonPropertyName("consensus")] IReadOnlyList<string> Consensus,
    [property: JsonPropertyName("contradictions")] IReadOnlyList<AnalysisContradiction> Contradictions,
    [property: JsonPropertyName("partial_coverage")] IReadOnlyList<AnalysisPoint> PartialCoverage,
    [property: JsonPropertyName("unique_insights")] IReadOnlyList<AnalysisInsight> UniqueInsights,
    [property: JsonPropertyName("blind_spots")] IReadOnlyList<string> BlindSpots);

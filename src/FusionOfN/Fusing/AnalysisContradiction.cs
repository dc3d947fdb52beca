using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>A topic on which candidates take different stances.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Stances">Who says what; empty when the analysis names no one.</param>
public sealed record AnalysisContradiction(
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("stances")] IReadOnlyList<AnalysisStance> Stances);

using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>A point that only one candidate makes.</summary>
/// <param name="Model">The model whose candidate makes it; null when the analysis names none that is known.</param>
/// <param name="Insight">The point.</param>
public sealed record AnalysisInsight(
    [property: JsonPropertyName("model")] string? Model,
    [property: JsonPropertyName("insight")] string Insight);

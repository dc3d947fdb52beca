using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>A point that some of the candidates make.</summary>
/// <param name="Models">The models whose candidates make it; empty when the analysis names none that is known.</param>
/// <param name="Point">The point.</param>
public sealed record AnalysisPoint(
    [property: JsonPropertyName("models")] IReadOnlyList<string> Models,
    [property: JsonPropertyName("point")] string Point);

using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>One candidate's stance on a disputed topic.</summary>
/// <param name="Model">The model whose candidate it is; null when the analysis names none that is known.</param>
/// <param name="Stance">The stance.</param>
public sealed record AnalysisStance(
    [property: JsonPropertyName("model")] string? Model,
    [property: JsonPropertyName("stance")] string Stance);

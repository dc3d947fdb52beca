namespace FusionOfN.Training;

/// <summary>What a training came to.</summary>
/// <param name="Steps">Steps done; fewer than asked for when it was stopped.</param>
/// <param name="Tokens">Tokens seen, padding not counted.</param>
/// <param name="Curve">The progress reports, oldest first.</param>
public sealed record TrainingResult(int Steps, long Tokens, IReadOnlyList<TrainingProgress> Curve);

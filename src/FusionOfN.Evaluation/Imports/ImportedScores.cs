namespace FusionOfN.Evaluation;

/// <summary>The scores of another tool's file.</summary>
/// <param name="Model">Whose scores they are; null when the file does not say.</param>
/// <param name="Rows">How many samples the file has.</param>
/// <param name="Scores">The scores, by name.</param>
public sealed record ImportedScores(string? Model, int Rows, IReadOnlyList<ImportedScore> Scores);

/// <summary>A score of another tool's file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">The mean over the samples that have it, as the tool prints it.</param>
/// <param name="StandardError">The standard error of that mean, samples taken as independent; null for a single one.</param>
/// <param name="N">Samples that have it.</param>
/// <param name="NMissing">Samples without it.</param>
/// <param name="Interval">The 95 % interval of the mean, whole questions resampled.</param>
/// <param name="Groups">The mean by group, such as a language; empty where there are none.</param>
public sealed record ImportedScore(string Name, double Mean, double? StandardError, int N, int NMissing, Interval Interval, IReadOnlyDictionary<string, double> Groups);

using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion synth students --json</c> prints.</summary>
/// <param name="Learned">Prompts that every student learned from.</param>
/// <param name="HeldOut">Prompts that nobody learned from.</param>
/// <param name="Seeds">Students of each kind.</param>
/// <param name="Base">The model that they start from.</param>
/// <param name="Metric">What the means are of.</param>
/// <param name="Students">The means, the model that they start from first.</param>
/// <param name="Difference">Students of fused data less those of Best-of-N data, on the same prompts.</param>
/// <param name="Verdict">What that says of students of fused data.</param>
internal sealed record StudentsDocument(
    int Learned, int HeldOut, int Seeds, string Base, string Metric, IReadOnlyList<StudentMean> Students, Interval Difference, Verdict Verdict);

/// <summary>How students of one kind did.</summary>
/// <param name="Data">What they learned from; null for the model that they start from.</param>
/// <param name="Mean">The mean on the held-out prompts, every language as heavy as the others, with its 95 % interval.</param>
internal sealed record StudentMean(string? Data, Interval Mean);

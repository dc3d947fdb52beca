namespace FusionOfN.Evaluation;

/// <summary>What a grader of MGSM makes of a response.</summary>
/// <param name="Extracted">The answer it reads; empty or <c>[invalid]</c> when it finds none.</param>
/// <param name="Correct">Whether that is the right one.</param>
public readonly record struct MgsmVerdict(string Extracted, bool Correct);

namespace FusionOfN.Local;

/// <summary>One token of one sample.</summary>
/// <param name="Sample">Index of the sample within its job.</param>
/// <param name="Token">The token; the end token included.</param>
/// <param name="Text">The text that became certain with it, possibly none.</param>
/// <param name="LogProbability">Its log-probability (natural logarithm), when asked for.</param>
/// <param name="End">Why the sample ended, on its last token.</param>
internal readonly record struct GenerationUpdate(int Sample, int Token, string Text, float? LogProbability, GenerationEnd? End);

namespace FusionOfN.Evaluation;

/// <summary>One row of a corpus: what a system wrote and what it should be like.</summary>
/// <param name="Hypothesis">The text to score; it may be empty.</param>
/// <param name="References">The texts to compare with, at least one, none of them empty.</param>
public sealed record Segment(string Hypothesis, IReadOnlyList<string> References);

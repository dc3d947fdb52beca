namespace FusionOfN.Lab;

/// <summary>A training example as tokens.</summary>
/// <param name="Tokens">The ids of the whole sequence.</param>
/// <param name="PromptLength">How many of them come before the model's turn; the loss is taken on the rest.</param>
public readonly record struct LabSequence(int[] Tokens, int PromptLength);

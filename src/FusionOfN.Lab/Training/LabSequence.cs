using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>A training example as tokens.</summary>
/// <param name="Tokens">The ids of the whole sequence.</param>
/// <param name="PromptLength">How many of them come before the model's turn; the loss is taken on the rest.</param>
internal readonly record struct LabSequence(int[] Tokens, int PromptLength)
{
    /// <summary>The example that the trainer takes.</summary>
    public TrainingExample ToExample() => TrainingExample.Of(Tokens.AsSpan(0, PromptLength), Tokens.AsSpan(PromptLength));
}

namespace FusionOfN.Training;

/// <summary>One sequence to learn from.</summary>
/// <param name="Tokens">The token ids, prompt and answer.</param>
/// <param name="Weights">
/// For each token, how much its prediction from the tokens before it counts: 0 for the prompt, 1 for the answer. The first token is never predicted.
/// </param>
public sealed record TrainingExample(int[] Tokens, float[] Weights)
{
    /// <summary>An example in which the answer counts and the prompt does not.</summary>
    /// <param name="prompt">The tokens of the prompt, at least one.</param>
    /// <param name="answer">The tokens of the answer, its end token included.</param>
    public static TrainingExample Of(ReadOnlySpan<int> prompt, ReadOnlySpan<int> answer)
    {
        var weights = new float[prompt.Length + answer.Length];
        weights.AsSpan(prompt.Length).Fill(1);
        return new TrainingExample([.. prompt, .. answer], weights);
    }
}

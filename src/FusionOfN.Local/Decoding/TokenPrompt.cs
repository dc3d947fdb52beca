namespace FusionOfN.Local;

/// <summary>A prompt of tokens and the seeds of the samples drawn from it.</summary>
/// <param name="Tokens">The prompt, at least one token.</param>
/// <param name="Seeds">One seed per sample.</param>
internal sealed record TokenPrompt(IReadOnlyList<int> Tokens, params IReadOnlyList<long> Seeds);

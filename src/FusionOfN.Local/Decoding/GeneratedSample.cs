namespace FusionOfN.Local;

/// <summary>A whole answer.</summary>
/// <param name="Tokens">Its tokens, the end token included.</param>
/// <param name="Text">Its text.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Seed">The seed it was drawn with.</param>
/// <param name="LogProbabilities">The log-probability of each token (natural logarithm), when asked for; else empty.</param>
internal sealed record GeneratedSample(IReadOnlyList<int> Tokens, string Text, GenerationEnd End, long Seed, IReadOnlyList<float> LogProbabilities);

namespace FusionOfN;

/// <summary>The most one call can take.</summary>
/// <param name="InputTokens">Prompt tokens.</param>
/// <param name="OutputTokens">The most answer tokens.</param>
/// <param name="CostUsd">Its cost in US dollars if it takes all of that; null when the price is not known.</param>
public readonly record struct CallEstimate(long InputTokens, long OutputTokens, decimal? CostUsd);

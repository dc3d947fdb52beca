namespace FusionOfN.Jobs;

/// <summary>A call that an item needed, as it was when it was bought: whether this job bought it or another one is the same to the item.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Candidate">The number of the candidate that it made, from 0; null for every other call.</param>
/// <param name="InputTokens">Prompt tokens, as reported; null when nothing was.</param>
/// <param name="OutputTokens">Answer tokens, reasoning included, as reported; null when nothing was.</param>
/// <param name="CostUsd">What it cost in US dollars, to the billionth; null when that is not known.</param>
public sealed record ItemCall(string Model, int? Candidate, long? InputTokens, long? OutputTokens, decimal? CostUsd);

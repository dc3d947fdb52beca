namespace FusionOfN;

/// <summary>Sums over every call of a run, failed ones included.</summary>
/// <param name="Calls">Calls sent.</param>
/// <param name="InputTokens">Prompt tokens.</param>
/// <param name="OutputTokens">Answer tokens, reasoning included.</param>
/// <param name="CachedTokens">Prompt tokens read from a provider's cache.</param>
/// <param name="ReasoningTokens">Reasoning tokens among the answer tokens.</param>
/// <param name="CostUsd">The known cost in US dollars; null when the cost of no call is known.</param>
/// <param name="CostCoverage">The share of calls whose cost is known, 0 to 1.</param>
public sealed record UsageTotals(
    int Calls, long InputTokens, long OutputTokens, long CachedTokens, long ReasoningTokens, decimal? CostUsd, double CostCoverage);

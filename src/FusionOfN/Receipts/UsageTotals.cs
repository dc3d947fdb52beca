using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>Sums over every call of a run, failed ones included. A count that no call reported is null: unknown, not zero.</summary>
/// <param name="Calls">Calls sent.</param>
/// <param name="InputTokens">Prompt tokens; null when no call reported them.</param>
/// <param name="OutputTokens">Answer tokens, reasoning included; null when no call reported them.</param>
/// <param name="CachedTokens">Prompt tokens read from a provider's cache; null when no call reported them.</param>
/// <param name="ReasoningTokens">Reasoning tokens among the answer tokens; null when no call reported them.</param>
/// <param name="CostUsd">The known cost in US dollars; null when the cost of no call is known.</param>
/// <param name="CostCoverage">The share of calls whose cost is known, 0 to 1.</param>
public sealed record UsageTotals(
    int Calls, long? InputTokens, long? OutputTokens, long? CachedTokens, long? ReasoningTokens, decimal? CostUsd, double CostCoverage)
{
    /// <summary>Prompt and answer tokens together; null unless both are known.</summary>
    [JsonIgnore]
    public long? TotalTokens => InputTokens + OutputTokens;
}

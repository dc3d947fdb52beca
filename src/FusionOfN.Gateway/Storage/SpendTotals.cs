using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>What some requests took together.</summary>
/// <param name="Requests">Requests that became runs, cancelled ones included.</param>
/// <param name="UnpricedRequests">Those among them for which the cost of some call is not known: the cost is a lower bound when there are any.</param>
/// <param name="InputTokens">Prompt tokens, as far as they are known.</param>
/// <param name="OutputTokens">Answer tokens, as far as they are known.</param>
/// <param name="CostUsd">The known cost in US dollars.</param>
public readonly record struct SpendTotals(long Requests, long UnpricedRequests, long InputTokens, long OutputTokens, decimal CostUsd)
{
    /// <summary>Prompt and answer tokens.</summary>
    public long Tokens => InputTokens + OutputTokens;

    /// <summary>Both together.</summary>
    public static SpendTotals operator +(SpendTotals left, SpendTotals right) => new(
        left.Requests + right.Requests,
        left.UnpricedRequests + right.UnpricedRequests,
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.CostUsd + right.CostUsd);

    /// <summary>The one without the other.</summary>
    public static SpendTotals operator -(SpendTotals left, SpendTotals right) => new(
        left.Requests - right.Requests,
        left.UnpricedRequests - right.UnpricedRequests,
        left.InputTokens - right.InputTokens,
        left.OutputTokens - right.OutputTokens,
        left.CostUsd - right.CostUsd);

    internal static SpendTotals Of(RunRow row) => new(
        1, row.CostNano is null || row.CostCoverage < 1 ? 1 : 0, row.InputTokens ?? 0, row.OutputTokens ?? 0, NanoUsd.ToUsd(row.CostNano ?? 0));
}

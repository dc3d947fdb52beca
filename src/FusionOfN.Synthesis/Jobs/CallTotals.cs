using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>What several calls came to.</summary>
/// <param name="Calls">How many.</param>
/// <param name="InputTokens">Prompt tokens, as reported; null when nothing was.</param>
/// <param name="OutputTokens">Answer tokens, as reported; null when nothing was.</param>
/// <param name="CostUsd">US dollars; null when the cost of one of them, or of no call at all, is known.</param>
internal readonly record struct CallTotals(int Calls, long? InputTokens, long? OutputTokens, decimal? CostUsd)
{
    public static CallTotals Of(IEnumerable<ItemCall> calls)
    {
        ItemCall[] all = [.. calls];
        return new(
            all.Length,
            all.Any(call => call.InputTokens is not null) ? all.Sum(call => call.InputTokens ?? 0) : null,
            all.Any(call => call.OutputTokens is not null) ? all.Sum(call => call.OutputTokens ?? 0) : null,
            all.Length > 0 && all.All(call => call.CostUsd is not null) ? all.Sum(call => call.CostUsd!.Value) : null);
    }
}

using FusionOfN.Configuration;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway.Studio;

/// <summary>A recorded pool through another aggregator: a run like any other, that samples nothing.</summary>
internal static class ReplayRequest
{
    /// <summary>The run.</summary>
    /// <param name="receipt">A receipt with texts.</param>
    /// <param name="aggregator">The aggregator.</param>
    public static RunRequest Of(FusionReceipt receipt, string aggregator)
    {
        var recorded = receipt.ToReplay();
        FusionAsk ask = new()
        {
            RequestedModel = $"fusion/{receipt.Recipe}",
            Dialect = "studio",
            Recipe = receipt.Recipe,
            Overrides = new RecipeOverrides { Aggregator = aggregator, Seed = receipt.Seed },
            Body = [],
        };
        return new RunRequest(ask, recorded.Messages, new ChatOptions()) { Candidates = recorded.Candidates };
    }
}

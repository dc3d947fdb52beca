using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Asks a model how the candidates of a pool relate. A reply that cannot be read is no analysis, never a failed run.</summary>
internal static class PoolAnalyst
{
    public static async Task<FusionAnalysis?> AnalyseAsync(
        ChatModel analyst, AggregationContext context, string? criteria, CancellationToken cancellationToken)
    {
        // In the order of the pool: the numbers are mapped back to models, and nothing is chosen that an order could favour.
        var candidates = context.Pool.Distinct;
        var messages = AnalysisPrompt.Build(
            context.Messages, [.. candidates.Select(candidate => candidate.Text)], CandidateFence.Create(new Random(context.Seed)).CancelledBy(cancellationToken), criteria);
        var result = await context.Calls
            .CallAsync(CallRole.Analyst, analyst, messages, new ChatOptions { Temperature = 0 }, cancellationToken).ConfigureAwait(false);
        return result.State == CallState.Ok ? AnalysisPrompt.Parse(result.Text, [.. candidates.Select(candidate => candidate.Model)]) : null;
    }
}

using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>What an aggregator or scorer works with.</summary>
/// <param name="Pool">The candidates; at least one is usable.</param>
/// <param name="Calls">The only way to call a model: budgeted, recorded, cancelled with the run.</param>
/// <param name="Seed">The seed for anything random, such as the order of the candidates.</param>
public sealed record AggregationContext(CandidatePool Pool, ModelCalls Calls, int Seed)
{
    /// <summary>The request's options, for the calls that write the final answer.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The conversation that is answered.</summary>
    public IReadOnlyList<ChatMessage> Messages => Pool.Messages;
}

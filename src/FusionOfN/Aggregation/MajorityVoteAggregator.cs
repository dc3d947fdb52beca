using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Self-consistency: takes the answer that most candidates give. Ties go to the answer that appears first in the pool.</summary>
/// <remarks>Source: Wang et al., "Self-Consistency Improves Chain of Thought Reasoning in Language Models", 2022.</remarks>
public sealed class MajorityVoteAggregator : IAggregator
{
    private readonly IAnswerExtractor _extractor;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="extractor">Reads the answer out of a candidate.</param>
    public MajorityVoteAggregator(IAnswerExtractor extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        _extractor = extractor;
    }

    /// <inheritdoc/>
    public string? Settings => $"extractor={_extractor.Specification}";

    /// <inheritdoc/>
    public string Name => AggregatorNames.MajorityVote;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Task.CompletedTask.ConfigureAwait(false);
        yield return Votes.Count(context.Pool.Usable, _extractor, candidate => candidate.Multiplicity);
    }
}

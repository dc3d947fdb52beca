using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Takes the answer with the highest sum of scores over the candidates that give it.</summary>
/// <remarks>Scores are shifted so that the lowest of the pool is zero: a negative reward must not count against an answer for being given often.</remarks>
public sealed class WeightedVoteAggregator : IAggregator
{
    private readonly IAnswerExtractor _extractor;
    private readonly IScorer _scorer;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="extractor">Reads the answer out of a candidate.</param>
    /// <param name="scorer">What weighs the votes.</param>
    public WeightedVoteAggregator(IAnswerExtractor extractor, IScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        ArgumentNullException.ThrowIfNull(scorer);
        _extractor = extractor;
        _scorer = scorer;
    }

    internal IScorer Scorer => _scorer;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => _scorer.Models;

    /// <inheritdoc/>
    public string? Settings => $"extractor={_extractor.Specification} scorer={RecipeFingerprint.Of(_scorer)}";

    /// <inheritdoc/>
    public string Name => AggregatorNames.WeightedVote;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var candidates = context.Pool.Distinct;
        var (scores, notes) = await Scores.OfAsync(_scorer, context, candidates, cancellationToken).ConfigureAwait(false);
        if (scores.Count == 0)
        {
            yield return Votes.Count(candidates, _extractor, candidate => candidate.Multiplicity, [.. notes, "No candidate could be scored; every vote counted the same."])
                with
            { Level = FallbackLevel.BestCandidate };
            yield break;
        }

        var lowest = scores.Values.Min();
        yield return Votes.Count(
            candidates, _extractor, candidate => candidate.Multiplicity * (scores.GetValueOrDefault(candidate.Index, lowest) - lowest), notes);
    }
}

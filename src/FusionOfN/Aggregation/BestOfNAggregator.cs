using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Best-of-N: takes the candidate with the best score.</summary>
public sealed class BestOfNAggregator : IAggregator
{
    private readonly IScorer _scorer;

    /// <summary>Creates the aggregator.</summary>
    /// <param name="scorer">What scores the candidates.</param>
    public BestOfNAggregator(IScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        _scorer = scorer;
    }

    internal IScorer Scorer => _scorer;

    /// <inheritdoc/>
    public IReadOnlyList<ChatModel> Models => _scorer.Models;

    /// <inheritdoc/>
    public string? Settings => $"scorer={RecipeFingerprint.Of(_scorer)}";

    /// <inheritdoc/>
    public string Name => AggregatorNames.BestOfN;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var candidates = context.Pool.Distinct;
        var (scores, notes) = await Scores.OfAsync(_scorer, context, candidates, cancellationToken).ConfigureAwait(false);
        yield return Taking.TakeBest(candidates, scores, notes);
    }
}

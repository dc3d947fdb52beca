using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Minimum Bayes risk decoding: takes the candidate with the highest mean chrF against all the others.</summary>
/// <remarks>Source: Kumar and Byrne, "Minimum Bayes-Risk Decoding for Statistical Machine Translation", 2004; the utility is chrF2.</remarks>
public sealed class MinimumBayesRiskAggregator : IAggregator
{
    /// <inheritdoc/>
    public string Name => AggregatorNames.MinimumBayesRisk;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Task.CompletedTask.ConfigureAwait(false);
        var candidates = context.Pool.Distinct;
        var utilities = Agreement.Each(candidates, extractor: null, cancellationToken);
        var scores = candidates.Zip(utilities).ToDictionary(pair => pair.First.Index, pair => pair.Second);
        yield return Taking.TakeBest(candidates, scores, Agreement.Remark(candidates) is { } remark ? [remark] : []);
    }
}

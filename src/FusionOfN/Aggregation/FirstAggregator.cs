using System.Runtime.CompilerServices;

namespace FusionOfN;

/// <summary>Takes the first usable candidate: the single-sample baseline.</summary>
public sealed class FirstAggregator : IAggregator
{
    /// <inheritdoc/>
    public string Name => AggregatorNames.First;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AggregationUpdate> AggregateAsync(
        AggregationContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Task.CompletedTask.ConfigureAwait(false);
        yield return Taking.Take(context.Pool.Usable[0]);
    }
}

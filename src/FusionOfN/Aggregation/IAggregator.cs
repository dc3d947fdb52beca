namespace FusionOfN;

/// <summary>Turns a pool of candidates into one answer.</summary>
/// <remarks>
/// A new aggregator is one class in this folder. It reads the pool from the context, makes its model calls through
/// <see cref="AggregationContext.Calls"/> so that they are budgeted and recorded, and ends with one <see cref="Aggregated"/>.
/// </remarks>
public interface IAggregator
{
    /// <summary>The name used in recipes, receipts and on the command line, for example <c>best-of-n</c>.</summary>
    string Name { get; }

    /// <summary>The models that it may call: what permissions are checked against and costs are estimated from.</summary>
    /// <value>The default value is empty: it calls none.</value>
    IReadOnlyList<ChatModel> Models => [];

    /// <summary>The model that writes the answer; it also decides between tool calls that tie, and repairs an answer that does not fit its format.</summary>
    /// <value>The default value is <see langword="null"/>: nothing is written, a candidate is taken.</value>
    ChatModel? Writer => null;

    /// <summary>
    /// What its answers depend on besides its name and models, in one line that stays the same from run to run: prompt, rubric, extractor, scorer. Long texts
    /// are named by their hash; secrets never stand in it. Part of <see cref="RecipeFingerprint"/>.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: nothing else.</value>
    string? Settings => null;

    /// <summary>Aggregates a pool that has at least one usable candidate.</summary>
    /// <param name="context">The pool and the means to call models.</param>
    /// <param name="cancellationToken">Stops the aggregation and every call in flight.</param>
    /// <returns>Pieces of the answer as they are written, then exactly one <see cref="Aggregated"/> as the last item.</returns>
    IAsyncEnumerable<AggregationUpdate> AggregateAsync(AggregationContext context, CancellationToken cancellationToken = default);
}

namespace FusionOfN;

/// <summary>Runs a recorded pool through an aggregator again: the same candidates, nothing sampled.</summary>
public static class ReceiptReplay
{
    /// <summary>The request that replays a receipt.</summary>
    /// <param name="receipt">A receipt with texts.</param>
    /// <exception cref="InvalidOperationException">The receipt holds no texts.</exception>
    public static FusionRequest ToReplay(this FusionReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return receipt.Texts is { } texts
            ? new FusionRequest(texts.Messages) { Candidates = texts.Candidates }
            : throw new InvalidOperationException("The receipt holds no texts and cannot be replayed. Record the run (Record = true, or --record on the command line).");
    }

    /// <summary>A recipe for replays: the aggregator decides, the panel is never asked.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="aggregator">The aggregator.</param>
    /// <remarks>The seed is the receipt's, so that the candidates are shown in the same order.</remarks>
    public static Recipe ReplayRecipe(this FusionReceipt receipt, IAggregator aggregator)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(aggregator);
        return new Recipe(receipt.Recipe, RecordedPanel.Instance, aggregator) { Seed = receipt.Seed };
    }
}

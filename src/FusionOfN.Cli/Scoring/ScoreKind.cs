namespace FusionOfN.Cli;

/// <summary>What a line of a score table is about.</summary>
internal enum ScoreKind
{
    /// <summary>One model of the pool, its candidates alone.</summary>
    Model,

    /// <summary>The mean over all candidates: what one sample gives on average.</summary>
    MeanCandidate,

    /// <summary>An aggregator.</summary>
    Aggregator,

    /// <summary>The best candidate of each pool: the bound of every method that takes one.</summary>
    Oracle,
}

namespace FusionOfN.Cli;

/// <summary>What is kept of one's own runs on this machine.</summary>
internal enum RunLogLevel
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The receipt: models, calls, tokens, cost and times, without a word of the prompt or the answers.</summary>
    Receipts,

    /// <summary>The receipt with all texts, so that a conversation can be continued and a run replayed.</summary>
    Texts,
}

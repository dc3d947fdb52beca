namespace FusionOfN;

/// <summary>How far down its chain of fallbacks a fusion had to go for its answer; each level is worse than the one before.</summary>
public enum FallbackLevel
{
    /// <summary>The fusor's reply held a marked answer.</summary>
    Marked,

    /// <summary>The reply held no complete mark; its last section was taken.</summary>
    LastSection,

    /// <summary>The reply could not be read; the fusor was asked once more for the answer alone.</summary>
    ReAsk,

    /// <summary>The fusor gave nothing readable or failed; the next fusor in the chain wrote the answer.</summary>
    NextFusor,

    /// <summary>No fusor gave an answer, or a vote or a judge could not be read: nothing was decided, and the best candidate, or the first, was taken.</summary>
    BestCandidate,
}

namespace FusionOfN.Providers;

/// <summary>What a score measures. Relevance is not quality: a rerank score is not a reward.</summary>
public enum ScoreMeaning
{
    /// <summary>A reward model's judgement of an answer.</summary>
    Reward,

    /// <summary>How relevant a text is to a query.</summary>
    Rerank,

    /// <summary>A learned metric of translation quality.</summary>
    Metric,
}

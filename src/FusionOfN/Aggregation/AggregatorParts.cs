namespace FusionOfN;

/// <summary>What aggregators are made of; each takes what it needs.</summary>
public sealed record AggregatorParts
{
    /// <summary>The fusor, then the ones to try when it fails.</summary>
    public IReadOnlyList<ChatModel> Fusors { get; init; } = [];

    /// <summary>The model that compares candidates.</summary>
    /// <value>The default value is <see langword="null"/>: the first fusor.</value>
    public ChatModel? Judge { get; init; }

    /// <summary>The scorer of <c>best-of-n</c> and <c>weighted-vote</c>, and of the last fallback of <c>fusion</c>.</summary>
    /// <value>The default value is <see langword="null"/>: the judge with <see cref="Rubric"/> or, without a judge, agreement.</value>
    public IScorer? Scorer { get; init; }

    /// <summary>Reads the answer out of a text, for votes and agreement.</summary>
    /// <value>The default value is <see langword="null"/>: the last number for votes, whole texts for agreement.</value>
    public IAnswerExtractor? Extractor { get; init; }

    /// <summary>The fusor's prompt.</summary>
    /// <value>The default value is <see langword="null"/>: the standard prompt.</value>
    public FusorPrompt? Prompt { get; init; }

    /// <summary>What the judge looks for when it scores, compares or chooses.</summary>
    /// <value>The default value is <see langword="null"/>: the judge's own general rubric.</value>
    public string? Rubric { get; init; }
}

namespace FusionOfN;

/// <summary>The end of an aggregation: the answer and how it came about.</summary>
/// <param name="Answer">The answer.</param>
public sealed record Aggregated(string Answer) : AggregationUpdate
{
    /// <summary>The index of the candidate that was taken, for aggregators that take one; otherwise null.</summary>
    public int? Selected { get; init; }

    /// <summary>How far down its chain of fallbacks the aggregator had to go; null for aggregators without one.</summary>
    public FallbackLevel? Level { get; init; }

    /// <summary>The score or vote weight of candidates, by candidate index.</summary>
    public IReadOnlyDictionary<int, double>? Scores { get; init; }

    /// <summary>The name of the model that wrote the answer; null when a candidate was taken as it is.</summary>
    public string? Writer { get; init; }

    /// <summary>The version and hash of the prompt that was used, for aggregators with a prompt.</summary>
    public PromptVersion? Prompt { get; init; }

    /// <summary>The order, as candidate indexes, in which the candidates were shown; null when they were not shown.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>Whether the answer ends where the request's limit of its length is, and not where its writer ended it.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Why there is no answer after all; null when there is one.</summary>
    public FusionFailure? Failure { get; init; }

    /// <summary>What was thrown where there is no answer; null when nothing was.</summary>
    internal Exception? Cause { get; init; }

    /// <summary>What a person should know about how this came about: ties broken, failed scorers, split contexts.</summary>
    public IReadOnlyList<RunNote> Notes { get; init; } = [];
}

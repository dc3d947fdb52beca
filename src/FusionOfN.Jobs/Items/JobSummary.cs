namespace FusionOfN.Jobs;

/// <summary>A job of a store.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="Counts">How its items stand.</param>
public sealed record JobSummary(string Name, DateTimeOffset CreatedAt, JobCounts Counts)
{
    /// <summary>Calls that were sent and answered, over all of its runs.</summary>
    public required long Calls { get; init; }

    /// <summary>What they cost in US dollars, as far as it is known.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>Calls whose cost is not known.</summary>
    public required long UnpricedCalls { get; init; }

    /// <summary>Calls that wait for a batch; null when that was not asked for.</summary>
    public long? WaitingCalls { get; init; }

    /// <summary>Its batches, the oldest first; null when they were not asked for.</summary>
    public IReadOnlyList<BatchSummary>? Batches { get; init; }

    /// <summary>Prompt tokens of these calls, as reported.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Answer tokens of these calls, as reported.</summary>
    public required long OutputTokens { get; init; }
}

namespace FusionOfN.Jobs;

/// <summary>What a store of calls holds.</summary>
/// <param name="Calls">Calls that are kept.</param>
/// <param name="Bytes">What the store takes on the disk, jobs and results included.</param>
/// <param name="Models">The same by model, the largest first.</param>
public sealed record CallStoreStats(long Calls, long Bytes, IReadOnlyList<ModelCallStats> Models)
{
    /// <summary>What the calls cost when they were made, in US dollars; of those whose cost is known.</summary>
    public decimal CostUsd => Models.Sum(model => model.CostUsd);

    /// <summary>When the oldest of them was made; null when there is none.</summary>
    public DateTimeOffset? Oldest => Models.Count > 0 ? Models.Min(model => model.Oldest) : null;

    /// <summary>When the newest of them was made; null when there is none.</summary>
    public DateTimeOffset? Newest => Models.Count > 0 ? Models.Max(model => model.Newest) : null;
}

/// <summary>What a store holds of one model.</summary>
public sealed record ModelCallStats
{
    /// <summary>The model's id at its endpoint.</summary>
    public required string Model { get; init; }

    /// <summary>Calls that are kept.</summary>
    public required long Calls { get; init; }

    /// <summary>Those among them that ended in a failure which every repetition would meet again.</summary>
    public required long Failures { get; init; }

    /// <summary>Prompt tokens, as reported.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Answer tokens, as reported.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>What the calls cost when they were made, in US dollars; of those whose cost is known.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>Bytes of the replies.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the oldest of them was made.</summary>
    public required DateTimeOffset Oldest { get; init; }

    /// <summary>When the newest of them was made.</summary>
    public required DateTimeOffset Newest { get; init; }
}

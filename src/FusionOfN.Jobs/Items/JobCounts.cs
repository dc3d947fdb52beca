namespace FusionOfN.Jobs;

/// <summary>How the items of a job stand.</summary>
/// <param name="Items">Items of the input as it was last read; when it was not read to its end yet, those that were.</param>
/// <param name="IsComplete">Whether the input was read to its end.</param>
public sealed record JobCounts(long Items, bool IsComplete)
{
    /// <summary>Items with a result.</summary>
    public long Done { get; init; }

    /// <summary>Items that a filter took out.</summary>
    public long Filtered { get; init; }

    /// <summary>Items without a result that are not tried again by themselves.</summary>
    public long Failed { get; init; }

    /// <summary>Items that have not ended.</summary>
    public long Waiting => Items - Done - Filtered - Failed;
}

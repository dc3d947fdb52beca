namespace FusionOfN.Jobs;

/// <summary>How an item ended. The row is whatever the job keeps of it, as JSON in UTF-8; exports are made from these rows.</summary>
public sealed record ItemOutcome
{
    private ItemOutcome(ItemState state, string? kind, string? reason, ReadOnlyMemory<byte> row)
    {
        State = state;
        Kind = kind;
        Reason = reason;
        Row = row;
    }

    /// <summary>How it stands.</summary>
    public ItemState State { get; }

    /// <summary>The name of the filter, or the kind of the failure, in one word; null when it is done.</summary>
    public string? Kind { get; }

    /// <summary>One sentence for people; null when it is done.</summary>
    public string? Reason { get; }

    /// <summary>What is kept.</summary>
    public ReadOnlyMemory<byte> Row { get; }

    /// <summary>It has a result.</summary>
    /// <param name="row">What is kept.</param>
    public static ItemOutcome Done(ReadOnlyMemory<byte> row) => new(ItemState.Done, null, null, row);

    /// <summary>It has a result that a filter took out.</summary>
    /// <param name="filter">The filter, in one word.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="row">What is kept.</param>
    public static ItemOutcome Filtered(string filter, string reason, ReadOnlyMemory<byte> row) => new(ItemState.Filtered, filter, reason, row);

    /// <summary>It has no result.</summary>
    /// <param name="kind">The kind of the failure, in one word.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <param name="row">What is kept; may be empty.</param>
    public static ItemOutcome Failed(string kind, string reason, ReadOnlyMemory<byte> row = default) => new(ItemState.Failed, kind, reason, row);
}

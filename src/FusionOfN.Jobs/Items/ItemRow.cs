namespace FusionOfN.Jobs;

/// <summary>One item of the log.</summary>
/// <param name="Position">Where it stands in the input, from 0.</param>
/// <param name="Id">Its name: the hash of its content and, from the second row of the same content on, a dot and the number of the occurrence.</param>
/// <param name="State">How it stands.</param>
public sealed record ItemRow(long Position, string Id, ItemState State)
{
    /// <summary>The filter, or the kind of the failure; null when it is done or waiting.</summary>
    public string? Kind { get; init; }

    /// <summary>Why it was filtered or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>When it ended; null while it waits.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the job keeps of it; empty while it waits.</summary>
    public ReadOnlyMemory<byte> Row { get; init; }
}

namespace FusionOfN.Jobs;

/// <summary>A batch of a job.</summary>
public sealed record BatchSummary
{
    /// <summary>Our name of it, 32 hexadecimal digits; in the provider's metadata it is <c>fusion_batch</c>.</summary>
    public string Id { get; init; } = "";

    /// <summary>The model's id at its endpoint.</summary>
    public string Model { get; init; } = "";

    /// <summary>Host, port and path of the endpoint.</summary>
    public string Place { get; init; } = "";

    /// <summary>How many calls it holds.</summary>
    public long Calls { get; init; }

    /// <summary>How it stands.</summary>
    public BatchState State { get; init; }

    /// <summary>The provider's name of it; null while none is known.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The provider's word for how it stands; null while none is known.</summary>
    public string? RemoteState { get; init; }

    /// <summary>Calls that were answered or failed, as the provider counts them; null while that is not known.</summary>
    public long? Completed { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset AskedAt => DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs);

    /// <summary>When it was read or refused; null while it was not.</summary>
    public DateTimeOffset? EndedAt => EndedMs is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null;

    /// <summary>Why it was refused; null when it was not.</summary>
    public string? Reason { get; init; }

    internal string JobId { get; init; } = "";

    internal string ShardHash { get; init; } = "";

    internal long CreatedMs { get; init; }

    internal long? EndedMs { get; init; }

    internal BatchRoute Route => new(Place, Model);
}

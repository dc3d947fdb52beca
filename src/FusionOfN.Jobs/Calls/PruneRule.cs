namespace FusionOfN.Jobs;

/// <summary>Which calls are deleted from a store: those to which everything holds that is set. What is deleted is paid for again when it is wanted again.</summary>
public sealed record PruneRule
{
    /// <summary>Calls made before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Calls of this model, by its id at its endpoint.</summary>
    public string? Model { get; init; }

    /// <summary>Calls that this job bought, by its name. Other jobs may have taken them from the store since.</summary>
    public string? Job { get; init; }

    /// <summary>Whether only failures are deleted, so that they are tried again.</summary>
    public bool OnlyFailures { get; init; }

    /// <summary>The oldest calls, until the replies that are kept take no more bytes than this.</summary>
    public long? MaxBytes { get; init; }

    internal bool IsEmpty => Before is null && Model is null && Job is null && !OnlyFailures && MaxBytes is null;
}

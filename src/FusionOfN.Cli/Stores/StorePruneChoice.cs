namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion store prune</c>.</summary>
internal sealed record StorePruneChoice
{
    /// <summary>The store.</summary>
    public required string Store { get; init; }

    /// <summary>The age from which calls are deleted, such as <c>30d</c>; null for any.</summary>
    public string? OlderThan { get; init; }

    public string? Model { get; init; }

    public string? Job { get; init; }

    public bool OnlyFailures { get; init; }

    /// <summary>Whether only to say what would be deleted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether not to ask.</summary>
    public bool IsSure { get; init; }

    public bool Json { get; init; }
}

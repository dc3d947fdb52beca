namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion fuse</c>.</summary>
internal sealed record FuseSettings
{
    /// <summary>The pool file, or <c>-</c>.</summary>
    public required string Input { get; init; }

    /// <summary>The file for answers, <c>-</c> for standard output, or null for scores only.</summary>
    public string? Output { get; init; }

    public required RecipeChoice Choice { get; init; }

    public int Concurrency { get; init; } = 8;

    public bool Restart { get; init; }

    public bool Json { get; init; }

    public bool Strict { get; init; }
}

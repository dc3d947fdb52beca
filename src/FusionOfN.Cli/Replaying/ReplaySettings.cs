namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion replay</c>.</summary>
internal sealed record ReplaySettings
{
    public required string File { get; init; }

    public required RecipeChoice Choice { get; init; }

    public ShowParts Show { get; init; }

    public bool Json { get; init; }
}

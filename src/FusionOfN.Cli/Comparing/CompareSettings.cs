namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion compare</c>.</summary>
internal sealed record CompareSettings
{
    public required PromptSource Prompt { get; init; }

    public required RecipeChoice Choice { get; init; }

    public bool Json { get; init; }

    /// <summary>What is kept of the runs, as the command line says it; null when it says nothing.</summary>
    public RunLogLevel? Log { get; init; }

    public bool Quiet { get; init; }
}

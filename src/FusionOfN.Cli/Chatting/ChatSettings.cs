namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion chat</c>.</summary>
internal sealed record ChatSettings
{
    public required RecipeChoice Choice { get; init; }

    /// <summary>A system message to begin with.</summary>
    public string? System { get; init; }

    /// <summary>Whether to go on with the last conversation.</summary>
    public bool Continue { get; init; }

    /// <summary>What is kept of each run, as the command line says it; null when it says nothing.</summary>
    public RunLogLevel? Log { get; init; }

    public bool Quiet { get; init; }
}

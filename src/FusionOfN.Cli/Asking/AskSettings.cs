namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion ask</c>.</summary>
internal sealed record AskSettings
{
    public required PromptSource Prompt { get; init; }

    public required RecipeChoice Choice { get; init; }

    public ShowParts Show { get; init; }

    public bool Json { get; init; }

    /// <summary>The file that the receipt with its texts is written to.</summary>
    public string? RecordFile { get; init; }

    /// <summary>The file that the answer is written to instead of standard output.</summary>
    public string? OutputFile { get; init; }

    /// <summary>Whether a file that holds something is overwritten.</summary>
    public bool Force { get; init; }

    public bool Quiet { get; init; }

    public bool Strict { get; init; }

    /// <summary>The file with the JSON schema that the answer is held to.</summary>
    public string? SchemaFile { get; init; }

    /// <summary>Whether only to say what it would take.</summary>
    public bool Estimate { get; init; }

    /// <summary>Whether to go on with the last conversation.</summary>
    public bool Continue { get; init; }

    /// <summary>What is kept of the run, as the command line says it; null when it says nothing.</summary>
    public RunLogLevel? Log { get; init; }

    /// <summary>The command line, for the job of a file of prompts.</summary>
    public string Command { get; init; } = "";
}

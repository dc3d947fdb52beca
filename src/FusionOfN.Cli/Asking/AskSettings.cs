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

    public bool Quiet { get; init; }

    public bool Strict { get; init; }
}

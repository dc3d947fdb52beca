namespace FusionOfN.Lab;

/// <summary>One test prompt as the run's files hold it.</summary>
internal sealed record ItemRow
{
    public required string Item { get; init; }

    public required string Task { get; init; }

    public required string Language { get; init; }

    public required string Entities { get; init; }

    public required string PromptLanguage { get; init; }

    public required string AnswerLanguage { get; init; }

    public required string Prompt { get; init; }

    public required string Gold { get; init; }

    public required string Content { get; init; }
}

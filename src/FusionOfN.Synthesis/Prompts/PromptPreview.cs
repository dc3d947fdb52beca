namespace FusionOfN.Synthesis;

/// <summary>What was understood of a prompt file before the first call is paid for.</summary>
/// <param name="Format">How the file is written.</param>
/// <param name="AllColumns">Its columns, in their order; for JSON, the names in the first rows.</param>
/// <param name="Columns">Which of them is used for what.</param>
/// <param name="First">The first rows that can be used.</param>
/// <param name="Notes">What a person should know, such as turns that are asked anew.</param>
public sealed record PromptPreview(
    PromptFormat Format, IReadOnlyList<string> AllColumns, PromptColumns Columns, IReadOnlyList<PromptRow> First, IReadOnlyList<string> Notes)
{
    /// <summary>Whether these are rows of evaluations whose licence forbids to train on them, as the paper authors' pairwise sets are.</summary>
    public bool ForbidsTraining { get; init; }
}

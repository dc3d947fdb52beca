namespace FusionOfN.Synthesis;

/// <summary>How a prompt file is read.</summary>
public sealed record PromptFileOptions
{
    /// <summary>How the file is written.</summary>
    /// <value>The default value is <see langword="null"/>: it is told from the name, and for JSON from the first character.</value>
    public PromptFormat? Format { get; init; }

    /// <summary>Which column is used for what, as a person said it.</summary>
    /// <value>The default value is empty: all is guessed from the columns' names.</value>
    public IReadOnlyDictionary<PromptColumn, string> Columns { get; init; } = new Dictionary<PromptColumn, string>();

    /// <summary>The language of rows that name none.</summary>
    /// <value>The default value is <see langword="null"/>: not known.</value>
    public string? Language { get; init; }
}

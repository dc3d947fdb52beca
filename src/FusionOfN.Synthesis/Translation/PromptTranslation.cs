namespace FusionOfN.Synthesis;

/// <summary>Where a translated prompt comes from.</summary>
/// <param name="From">The language it was written in, as a code; null when that is not known.</param>
/// <param name="Translator">The model that translated it.</param>
/// <param name="Prompt">The version and hash of the prompt that asked for the translation.</param>
public sealed record PromptTranslation(string? From, string Translator, PromptVersion Prompt)
{
    /// <summary>Why it cannot be used: the record then holds the text as it was written, and no answer. Null for a good one.</summary>
    public string? Problem { get; init; }
}

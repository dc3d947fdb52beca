namespace FusionOfN.Synthesis;

/// <summary>Prompts whose translation cannot be used; nobody answered them.</summary>
internal sealed class TranslationFilter : IAnswerFilter
{
    public string Name => "translation";

    public string? Reject(SynthRow row, SynthAnswer answer) => row.Translation?.Problem is { } problem ? $"the translation by {row.Translation.Translator}: {problem}" : null;
}

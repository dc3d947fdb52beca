namespace FusionOfN.Synthesis;

/// <summary>Answers in another language than the one asked for.</summary>
internal sealed class LanguageFilter : IAnswerFilter
{
    public string Name => "language";

    // What cannot be told, and what nobody asked for in a certain language, stays.
    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        if (row.LanguageIsGuessed == true || row.Language is not { } language || LanguageGuess.Of(answer.Text) is not { } guess || LanguageGuess.Fits(language, guess))
            return null;
        return $"it seems to be {guess}, not {language}";
    }
}

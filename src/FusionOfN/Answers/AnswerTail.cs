namespace FusionOfN;

/// <summary>The end of a text, where its final answer stands. A candidate may be as long as its server likes; searching it for marks in many languages takes its time.</summary>
internal static class AnswerTail
{
    /// <summary>The most characters that are searched.</summary>
    public const int MaxCharacters = 100_000;

    /// <summary>The last of a text; all of it where it is no longer than that.</summary>
    public static string Of(string text) => text.Length <= MaxCharacters ? text : text[^MaxCharacters..];
}

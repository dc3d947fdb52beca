namespace FusionOfN;

/// <summary>
/// The tags around the answer in a fusor's reply: <c>&lt;fused_answer&gt;</c> and <c>&lt;/fused_answer&gt;</c>.
/// </summary>
/// <remarks>
/// Why tags: models write paired tags more reliably than any home-made bracket, and neither code, LaTeX, JSON nor wiki links contain this one by
/// chance.
/// Models vary them a little, so case, a hyphen or space for the underscore, and a stray space inside the brackets are accepted.
/// The separator between the words is required: the C# type argument <c>&lt;FusedAnswer&gt;</c> is no mark.
/// </remarks>
internal static class AnswerMark
{
    public const string Opening = "<fused_answer>";
    public const string Closing = "</fused_answer>";

    private const int LongestGap = 2;

    // How models name the tag when they do not keep to its name.
    private static readonly string[] NearNames = ["fused", "final", "fusion", "merged", "combined", "improved"];

    /// <summary>Whether a mark begins at an index.</summary>
    /// <returns>The index behind the mark; −1 if there is none; null if the text ends before that can be said.</returns>
    public static int? Match(ReadOnlySpan<char> text, int start, bool closing)
    {
        var i = start;
        return Take(text, ref i, "<") && SkipSpaces(text, ref i)
            && (!closing || (Take(text, ref i, "/") && SkipSpaces(text, ref i)))
            && Take(text, ref i, "fused") && TakeSeparator(text, ref i) && Take(text, ref i, "answer") && SkipSpaces(text, ref i) && Take(text, ref i, ">")
                ? i
                : i >= text.Length ? null : -1;
    }

    /// <summary>Whether a text holds a closing mark.</summary>
    public static bool IsClosedIn(ReadOnlySpan<char> text)
    {
        for (var i = text.LastIndexOf('<'); i >= 0; i = text[..i].LastIndexOf('<'))
        {
            if (Match(text, i, closing: true) is > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a near miss of a mark begins at an index: another name, escaped brackets, stars inside of them.</summary>
    /// <returns>The index behind it; −1 if there is none.</returns>
    public static int MatchNear(ReadOnlySpan<char> text, int start, bool closing)
    {
        var i = start;
        if (!TakeAny(text, ref i, "<", "\\<", "&lt;") || !SkipEmphasis(text, ref i))
            return -1;
        if (closing && !(TakeAny(text, ref i, "/", "\\/") && SkipEmphasis(text, ref i)))
            return -1;
        return TakeAny(text, ref i, NearNames) && TakeNearSeparator(text, ref i) && TakeAny(text, ref i, "answer", "response") && SkipEmphasis(text, ref i)
            && TakeAny(text, ref i, ">", "\\>", "&gt;")
                ? i
                : -1;
    }

    private static bool TakeAny(ReadOnlySpan<char> text, ref int index, params ReadOnlySpan<string> all)
    {
        foreach (var expected in all)
        {
            var i = index;
            if (!Take(text, ref i, expected))
                continue;
            index = i;
            return true;
        }

        return false;
    }

    private static bool SkipEmphasis(ReadOnlySpan<char> text, ref int index)
    {
        for (var start = index; index < text.Length && index - start < LongestGap && text[index] is ' ' or '*';)
            index++;
        return true;
    }

    private static bool TakeNearSeparator(ReadOnlySpan<char> text, ref int index)
    {
        if (index < text.Length && text[index] == '\\')
            index++;
        return TakeSeparator(text, ref index);
    }

    private static bool Take(ReadOnlySpan<char> text, ref int index, string expected)
    {
        foreach (var letter in expected)
        {
            if (index >= text.Length || char.ToLowerInvariant(text[index]) != letter)
                return false;
            index++;
        }

        return true;
    }

    private static bool TakeSeparator(ReadOnlySpan<char> text, ref int index)
    {
        var start = index;
        while (index < text.Length && index - start < LongestGap && text[index] is '_' or '-' or ' ')
            index++;
        return index > start;
    }

    private static bool SkipSpaces(ReadOnlySpan<char> text, ref int index)
    {
        for (var start = index; index < text.Length && index - start < LongestGap && text[index] == ' ';)
            index++;
        return true;
    }
}

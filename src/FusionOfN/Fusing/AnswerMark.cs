using System.Text.RegularExpressions;

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
internal static partial class AnswerMark
{
    public const string Opening = "<fused_answer>";
    public const string Closing = "</fused_answer>";

    private const int LongestGap = 2;
    private const int LongestNear = 128;

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

    /// <summary>Whether a near miss of a mark begins at an index: another name, other brackets, stars or attributes inside of them.</summary>
    /// <returns>The index behind it; −1 if there is none.</returns>
    public static int MatchNear(ReadOnlySpan<char> text, int start, bool closing)
    {
        var window = text.Slice(start, Math.Min(LongestNear, text.Length - start));
        foreach (var match in (closing ? NearClosing() : NearOpening()).EnumerateMatches(window))
            return start + match.Length;
        return -1;
    }

    /// <summary>Whether a text that begins with a bracket may become a near miss of a closing mark when more comes.</summary>
    public static bool MayBecomeNearClosing(ReadOnlySpan<char> text) => text.Length < LongestNear && NearClosingBegun().IsMatch(text);

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

    // How models name the tag, and what they put around it, when they do not keep to its form.
    [GeneratedRegex(
        """
        \A (?: \\?[<\[] | &lt; | ＜ ) [ *]{0,2} (?: fused | final | fusion | merged | combined | improved ) \\? [_ -]{1,2} (?: answer | response ) [ *]{0,2}
        (?: [ ]?/ | [ ] [a-z:_-]{1,20} [ ]?=[ ]? [^<>\[\]\n]{1,80} )? (?: \\?[>\]] | &gt; | ＞ )
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NearOpening();

    [GeneratedRegex(
        """
        \A (?: \\?[<\[] | &lt; | ＜ ) [ *]{0,2} (?: \\?/ | ／ ) [ *]{0,2} (?: fused | final | fusion | merged | combined | improved ) \\? [_ -]{1,2} (?: answer | response ) [ *]{0,2}
        (?: \\?[>\]] | &gt; | ＞ )
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NearClosing();

    // The words may be cut anywhere.
    [GeneratedRegex(
        """
        \A < [ *]{0,2} (?: / [ *]{0,2} (?: [a-z]{0,6} | (?: fused | final | fusion | merged | combined | improved ) \\? [_ -]{0,2} (?: a[nswer]{0,5} | r[espon]{0,7} )? [ *]{0,2} ) )? \z
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex NearClosingBegun();
}

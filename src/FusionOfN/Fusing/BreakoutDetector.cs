using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Finds what could pass for a fence tag, an answer mark or a chat control token, looking at the text as a reader sees it.</summary>
internal sealed partial class BreakoutDetector(string nonce)
{
    /// <summary>What is put in to make a finding harmless: visible, and in none of the words looked for.</summary>
    public const string Break = "·";

    /// <summary>Where in a text a break is needed.</summary>
    public IReadOnlySet<int> FindBreaks(string text)
    {
        var folded = FoldedText.Of(text);
        SortedSet<int> breaks = [];
        foreach (var pattern in (ReadOnlySpan<Regex>)[FenceName(), AnswerName(), ControlToken(), RoleToken()])
        {
            for (var match = pattern.Match(folded.Text); match.Success; match = match.NextMatch())
                breaks.Add(folded.SourceIndex(match.Groups["break"].Index));
        }

        FindNonce(folded, breaks);
        return breaks;
    }

    // The nonce is looked for with everything but letters and digits left out: no bracket, space or mark inside it can hide it.
    private void FindNonce(FoldedText folded, SortedSet<int> breaks)
    {
        var text = folded.Text;
        for (var start = text.IndexOf(nonce[0]); start >= 0; start = text.IndexOf(nonce[0], start + 1))
        {
            var (i, found, middle) = (start, 0, start);
            for (; i < text.Length && found < nonce.Length; i++)
            {
                if (text[i] == nonce[found])
                {
                    middle = found == nonce.Length / 2 ? i : middle;
                    found++;
                }
                else if (char.IsLetterOrDigit(text[i]) || text[i] == Break[0])
                {
                    break;
                }
            }

            if (found < nonce.Length)
                continue;
            breaks.Add(folded.SourceIndex(middle));
            start = i - 1;
        }
    }

    // Behind any opening bracket, up to three characters that are no letters between the letters: "< / F e n-c e d _candidate".
    [GeneratedRegex(
        """
        [<(\[{] [^a-z0-9·]{0,8} f [^a-z0-9·]{0,3} e [^a-z0-9·]{0,3} (?<break>n) [^a-z0-9·]{0,3} c [^a-z0-9·]{0,3} e [^a-z0-9·]{0,3} d [^a-z0-9·]{0,3}
        c [^a-z0-9·]{0,3} a [^a-z0-9·]{0,3} n [^a-z0-9·]{0,3} d [^a-z0-9·]{0,3} i [^a-z0-9·]{0,3} d [^a-z0-9·]{0,3} a [^a-z0-9·]{0,3} t [^a-z0-9·]{0,3} e
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex FenceName();

    // The separator between the words is part of the mark; without it this is a type name in somebody's code.
    [GeneratedRegex(
        """
        < [^a-z0-9·]{0,8} f [^a-z0-9·]{0,3} u [^a-z0-9·]{0,3} (?<break>s) [^a-z0-9·]{0,3} e [^a-z0-9·]{0,3} d [^a-z0-9·]{1,4}
        a [^a-z0-9·]{0,3} n [^a-z0-9·]{0,3} s [^a-z0-9·]{0,3} w [^a-z0-9·]{0,3} e [^a-z0-9·]{0,3} r
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerName();

    [GeneratedRegex(@"<(?<break>\|)[^\s<>|]{1,40}\|>", RegexOptions.CultureInvariant)]
    private static partial Regex ControlToken();

    [GeneratedRegex(@"\[(?<break>/?)inst\]|<(?<break><)/?sys>>|</?(?<break>s)tart_of_turn>|</?(?<break>e)nd_of_turn>", RegexOptions.CultureInvariant)]
    private static partial Regex RoleToken();
}

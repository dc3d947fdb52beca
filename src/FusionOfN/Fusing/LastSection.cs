using System.Buffers;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Finds the answer in a fusor's reply that does not keep the format: marks in the middle of a line, or headings in place of
/// marks.</summary>
internal static partial class LastSection
{
    private static readonly SearchValues<char> Decoration = SearchValues.Create("*_`\"”'");

    /// <summary>The text of the comparison section, if the reply has one.</summary>
    public static string? Comparison(string reply)
    {
        var match = ComparisonSection().Match(reply);
        var text = match.Groups["text"].Value.Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Reads a reply in which no line starts with an opening mark that counts.</summary>
    /// <param name="reply">The reply, without reasoning.</param>
    /// <param name="comparison">The comparison section, for the result.</param>
    public static FusorReply Find(string reply, string? comparison)
    {
        // Marks inside the comparison are quotes. One that never ends is none, and what stands in it may be the answer.
        var start = EndOfComparison(reply) ?? 0;
        if (MarkedInLine(reply, start, near: false) is { } marked)
            return new(marked, FallbackLevel.Marked, comparison);
        if (MarkedInLine(reply, start, near: true) is { } nearly)
            return new(nearly, FallbackLevel.LastSection, comparison);
        var section = BehindMark(reply, start) ?? BehindComparison(reply) ?? BehindHeading(reply, start);
        return section is null ? new(null, null, comparison) : new(section, FallbackLevel.LastSection, comparison);
    }

    // Only a pair counts: a lone opening mark in a line is more likely talk about the format. In a quote or a list it is a candidate's. Of marks inside of
    // one another the innermost counts.
    private static string? MarkedInLine(string reply, int start, bool near)
    {
        string? found = null;
        ReplyOutline outline = new();
        var (open, line) = (-1, start == 0 ? 0 : reply.LastIndexOf('\n', start - 1) + 1);
        for (var i = start; i < reply.Length; i++)
        {
            if (reply[i] == '\n')
            {
                outline.Pass(reply.AsSpan(line, i - line));
                line = i + 1;
            }

            if (MatchAt(reply, i, closing: false, near) is >= 0 and var behind)
                open = outline.IsQuoted(LineOf(reply, line)) ? open : behind;
            else if (open >= 0 && MatchAt(reply, i, closing: true, near) >= 0)
                (found, open) = (NullIfEmpty(Undecorated(reply[open..i]).Trim()) ?? found, -1);
        }

        return found;
    }

    private static ReadOnlySpan<char> LineOf(string reply, int start)
    {
        var line = reply.AsSpan(start);
        return line.IndexOf('\n') is >= 0 and var end ? line[..end] : line;
    }

    // "**<final_answer>**": what stands around both marks is theirs.
    private static string Undecorated(string section)
    {
        var begin = section.AsSpan().IndexOfAnyExcept(Decoration);
        return begin > 0 && section[begin] is '\r' or '\n' ? section[begin..].TrimEnd("*_`\"“' \t".ToCharArray()) : section;
    }

    private static int MatchAt(string reply, int index, bool closing, bool near) => reply[index] switch
    {
        '<' when !near => AnswerMark.Match(reply, index, closing) ?? -1,
        '<' or '\\' or '&' or '[' or '＜' when near => AnswerMark.MatchNear(reply, index, closing),
        _ => -1,
    };

    /// <summary>Behind the last opening mark that starts a line and has no end: the comparison before it, or a fence, was never closed.</summary>
    private static string? BehindMark(string reply, int start)
    {
        string? found = null;
        for (var end = reply.Length; found is null && end > start;)
        {
            var line = Math.Max(reply.LastIndexOf('\n', end - 1) + 1, start);
            if (AnswerMark.Match(reply, line, closing: false) is > 0 and var open)
                found = Cleaned(reply[open..]);
            end = line - 1;
        }

        return found;
    }

    private static int? EndOfComparison(string reply)
    {
        Match? last = null;
        foreach (Match match in ComparisonEnd().Matches(reply))
            last = match;
        return last is null ? null : last.Index + last.Length;
    }

    private static string? BehindComparison(string reply)
    {
        if (EndOfComparison(reply) is not { } end)
            return null;
        var section = reply[end..].Trim('\r', '\n').TrimEnd();
        var heading = Heading().Match(section);
        if (heading.Success && heading.Index == 0)
            section = section[heading.Length..];
        return Cleaned(section);
    }

    private static string? BehindHeading(string reply, int start)
    {
        return Heading().Matches(reply, start).Reverse().Select(match => Cleaned(reply[(match.Index + match.Length)..])).FirstOrDefault(section => section is not null);
    }

    private static string? Cleaned(string section)
    {
        section = section.Trim('\r', '\n').TrimEnd();
        var begun = section.TrimStart();
        if (AnswerMark.Match(begun, 0, closing: false) is > 0 and var opening)
            section = begun[opening..];
        else if (begun.Length > 0 && AnswerMark.MatchNear(begun, 0, closing: false) is > 0 and var near)
            section = begun[near..];
        if (WholeAnswer().Match(section) is { Success: true } whole)
            section = whole.Groups["text"].Value;
        var closing = section.LastIndexOf('<');
        if (closing >= 0 && (AnswerMark.Match(section, closing, closing: true) is > 0 || AnswerMark.MatchNear(section, closing, closing: true) > 0))
            section = section[..closing];
        return NullIfEmpty(section.Trim());
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(
        @"<\s*comparison\s*>(?<text>.*?)(?:<\s*/\s*comparison\s*>|<\s*fused[_ -]+answer\s*>|\z)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonSection();

    // A bare "<answer>" is a mark only around all there is: answers that are XML hold it too.
    [GeneratedRegex(
        @"\A\s*<answer>(?<text>(?:(?!</?answer>).)*)</answer>\s*\z", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex WholeAnswer();

    [GeneratedRegex(@"<\s*/\s*comparison\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    internal static partial Regex ComparisonEnd();

    // A line such as "## Final answer", "**Fused answer:**", "Step 2: fused answer" or "Answer: 18". A label without heading marks needs its colon.
    [GeneratedRegex(
        """
        ^ [ \t]* (?: \#{1,6} | \*\* | __ )? [ \t]*
        (?: (?: step | part ) [ \t]* (?: 2 | two ) [ \t]* [:.)–-]+ [ \t]* )?
        (?: (?: the | my ) [ \t]+ )?
        (?: (?: final | fused | improved | combined | new ) [ \t_-]+ ){0,2}
        (?: answer | response | solution )
        (?: [ \t]* (?: \*\* | __ )? [ \t]* [:：] [ \t]* (?: \*\* | __ )? [ \t]*
          | (?<= ^ [ \t]* (?: \#{1,6} | \*\* | __ ) [^\r\n]* ) [ \t]* (?: \*\* | __ | \#+ )? [ \t]* \r? $ )
        """,
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}

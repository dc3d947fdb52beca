using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Finds the answer in a fusor's reply that does not keep the format: marks in the middle of a line, or headings in place of
/// marks.</summary>
internal static partial class LastSection
{
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

    // Only a pair counts: a lone opening mark in a line is more likely talk about the format. In a quote or a list it is a candidate's.
    private static string? MarkedInLine(string reply, int start, bool near)
    {
        string? found = null;
        for (var i = start; i < reply.Length; i++)
        {
            var open = MatchAt(reply, i, closing: false, near);
            if (open < 0 || ReplyOutline.IsQuoteOrItem(LineAt(reply, i)))
                continue;
            var closed = false;
            for (var j = open; j < reply.Length; j++)
            {
                if (MatchAt(reply, j, closing: true, near) < 0)
                    continue;
                found = NullIfEmpty(reply[open..j].Trim()) ?? found;
                closed = true;
                break;
            }

            // What has no end here has none further on either.
            if (!closed)
                break;
        }

        return found;
    }

    private static int MatchAt(string reply, int index, bool closing, bool near) => reply[index] switch
    {
        '<' when !near => AnswerMark.Match(reply, index, closing) ?? -1,
        '<' or '\\' or '&' when near => AnswerMark.MatchNear(reply, index, closing),
        _ => -1,
    };

    private static ReadOnlySpan<char> LineAt(string reply, int index)
    {
        var start = index == 0 ? 0 : reply.LastIndexOf('\n', index - 1) + 1;
        return reply.AsSpan(start);
    }

    /// <summary>Behind the last opening mark that starts a line and has no end: the comparison before it, or a fence, was never closed.</summary>
    private static string? BehindMark(string reply, int start)
    {
        string? found = null;
        for (var line = start; line >= 0 && line < reply.Length; line = reply.IndexOf('\n', line) is var end and >= 0 ? end + 1 : -1)
        {
            if (AnswerMark.Match(reply, line, closing: false) is > 0 and var open)
                found = Cleaned(reply[open..]) ?? found;
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
        string? found = null;
        foreach (Match match in Heading().Matches(reply, start))
            found = Cleaned(reply[(match.Index + match.Length)..]) ?? found;
        return found;
    }

    private static string? Cleaned(string section)
    {
        section = section.Trim('\r', '\n').TrimEnd();
        var begun = section.TrimStart();
        if (AnswerMark.Match(begun, 0, closing: false) is > 0 and var opening)
            section = begun[opening..];
        else if (begun.Length > 0 && AnswerMark.MatchNear(begun, 0, closing: false) is > 0 and var near)
            section = begun[near..];
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

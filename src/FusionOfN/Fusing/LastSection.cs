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

    /// <summary>Reads a reply in which no line starts with an opening mark.</summary>
    /// <param name="reply">The whole reply.</param>
    /// <param name="start">Where the reply proper begins, behind the reasoning.</param>
    /// <param name="comparison">The comparison section, for the result.</param>
    public static FusorReply Find(string reply, int start, string? comparison)
    {
        if (MarkedInLine(reply, start) is { } marked)
            return new(marked, FallbackLevel.Marked, comparison);
        var section = BehindComparison(reply, start) ?? BehindHeading(reply, start);
        return section is null ? new(null, null, comparison) : new(section, FallbackLevel.LastSection, comparison);
    }

    // Only a pair counts: a lone opening mark in a line is more likely talk about the format.
    private static string? MarkedInLine(string reply, int start)
    {
        string? found = null;
        for (var i = reply.IndexOf('<', start); i >= 0; i = reply.IndexOf('<', i + 1))
        {
            var open = AnswerMark.Match(reply, i, closing: false) ?? -1;
            if (open < 0)
                continue;
            for (var j = reply.IndexOf('<', open); j >= 0; j = reply.IndexOf('<', j + 1))
            {
                if (AnswerMark.Match(reply, j, closing: true) is > 0)
                {
                    found = NullIfEmpty(reply[open..j].Trim()) ?? found;
                    break;
                }
            }
        }

        return found;
    }

    private static string? BehindComparison(string reply, int start)
    {
        Match? last = null;
        foreach (Match match in ComparisonEnd().Matches(reply, start))
            last = match;
        if (last is null)
            return null;
        var section = reply[(last.Index + last.Length)..].Trim('\r', '\n').TrimEnd();
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
        var closing = section.LastIndexOf('<');
        if (closing >= 0 && AnswerMark.Match(section, closing, closing: true) is > 0)
            section = section[..closing];
        return NullIfEmpty(section.Trim());
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(
        @"<\s*comparison\s*>(?<text>.*?)(?:<\s*/\s*comparison\s*>|<\s*fused[_ -]+answer\s*>|\z)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonSection();

    [GeneratedRegex(@"<\s*/\s*comparison\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonEnd();

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

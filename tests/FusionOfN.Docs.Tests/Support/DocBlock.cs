namespace FusionOfN.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word behind the fence; empty when there is none.</param>
/// <param name="Text">What stands inside, each line with its end.</param>
/// <param name="Line">The line of its first fence, from 1.</param>
/// <param name="LastLine">The line of its last fence.</param>
/// <param name="Remark">The HTML comment on the line before it or before the empty line there; empty when there is none.</param>
internal sealed record DocBlock(string Language, string Text, int Line, int LastLine, string Remark)
{
    private const string Fence = "```";

    public static IEnumerable<DocBlock> In(string page)
    {
        string[] lines = page.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            string start = lines[line].TrimStart();
            if (!start.StartsWith(Fence, StringComparison.Ordinal))
                continue;
            string fence = new('`', start.TakeWhile(letter => letter == '`').Count());
            int indent = lines[line].Length - start.Length;
            int end = Array.FindIndex(lines, line + 1, candidate => candidate.Trim() == fence);
            Assert.True(end > 0, $"The block of line {line + 1} has no end.");
            IEnumerable<string> inside = lines[(line + 1)..end].Select(text => $"{text[Math.Min(indent, text.Length)..]}\n");
            yield return new DocBlock(start[fence.Length..].Trim(), string.Concat(inside), line + 1, end + 1, RemarkAbove(lines, line));
            line = end;
        }
    }

    /// <summary>A page with its blocks emptied.</summary>
    public static string Without(string page)
    {
        string[] lines = page.Split('\n');
        foreach (DocBlock block in In(page))
            Array.Fill(lines, "", block.Line - 1, block.LastLine - block.Line + 1);
        return string.Join('\n', lines);
    }

    private static string RemarkAbove(string[] lines, int line)
    {
        int above = line - 1;
        while (above >= 0 && lines[above].Length == 0)
            above--;
        string text = above < 0 ? "" : lines[above].Trim();
        return text.StartsWith("<!--", StringComparison.Ordinal) && text.EndsWith("-->", StringComparison.Ordinal) ? text[4..^3].Trim() : "";
    }
}

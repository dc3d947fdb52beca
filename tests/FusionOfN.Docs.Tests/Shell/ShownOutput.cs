using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>Compares what commands print with what a page shows. Times differ from run to run, and so does the order in which candidates arrive.</summary>
internal static partial class ShownOutput
{
    /// <summary>A line of a page that stands for any lines.</summary>
    private const string Elision = "…";

    public static void Check(ShellBlock block, string printed)
    {
        string[] wanted = Stable(printed);
        string[] shown = Stable(block.Output!.Text);
        if (Fits(wanted, shown))
            return;
        Assert.False(shown.Contains(Elision), $"{block.Page}:{block.Output.Line} does not show what is printed:\n{printed}");

        // Blocks above may have been written anew meanwhile, so its place is looked for again.
        DocPage page = DocPage.Reread(block.Page);
        DocBlock output = ShellBlock.In(page).ElementAt(block.Index).Output!;
        string[] lines = page.Text.Split('\n');
        string anew = string.Join('\n', [.. lines[..output.Line], .. printed.TrimEnd().Split('\n').Select(line => line.TrimEnd()), .. lines[(output.LastLine - 1)..]]);
        GeneratedPage.Compare(block.Page, page.Text, anew, $"'{block.Commands[0]}' prints");
    }

    private static bool Fits(ReadOnlySpan<string> printed, ReadOnlySpan<string> shown)
    {
        if (shown.IsEmpty)
            return printed.IsEmpty;
        if (shown[0] != Elision)
            return !printed.IsEmpty && printed[0] == shown[0] && Fits(printed[1..], shown[1..]);
        for (int skipped = 0; skipped <= printed.Length; skipped++)
        {
            if (Fits(printed[skipped..], shown[1..]))
                return true;
        }

        return false;
    }

    private static string[] Stable(string text)
    {
        List<string> lines = [.. Filling().Replace(Varying().Replace(text, "${kept}…"), "$1").TrimEnd().Split('\n').Select(line => line.TrimEnd())];
        for (int start = 0; start < lines.Count; start++)
        {
            int count = lines.Skip(start).TakeWhile(line => line.StartsWith("✓ candidate", StringComparison.Ordinal)).Count();
            if (count > 1)
                lines.Sort(start, count, StringComparer.Ordinal);
            start += Math.Max(0, count - 1);
        }

        return [.. lines];
    }

    // Columns and lines are as wide as the times in them leave them.
    [GeneratedRegex(@"([ ─])\1+")]
    private static partial Regex Filling();

    // Times and what only this run is called.
    [GeneratedRegex(@"\b\d+(?:\.\d+)? (?:ms|s|min)\b|(?<kept>""created"": ?)\d+|(?<kept>run_|chatcmpl-|resp_|key_|fok_)[0-9A-Za-z]+|\b[0-9a-f]{12,64}\b")]
    private static partial Regex Varying();
}

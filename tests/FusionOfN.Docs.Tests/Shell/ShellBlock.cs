using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>A block of commands of a page, with the output that the page shows for it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Index">The number of the block among the page's commands, from 0.</param>
/// <param name="Block">The commands.</param>
/// <param name="Output">The block of the language <c>text</c> right behind; null when the page shows no output.</param>
internal sealed partial record ShellBlock(string Page, int Index, DocBlock Block, DocBlock? Output)
{
    private const string Development = "dotnet run --project src/FusionOfN.Cli -- ";

    /// <summary>The commands, one a line; one that ends with a backslash has been joined with the next line.</summary>
    public IReadOnlyList<string> Commands { get; } = [.. Join(Block.Text
        .Replace("\\\n", " ", StringComparison.Ordinal)
        .Replace(Development, "fusion ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Why the block is not run, where a remark above it says so.</summary>
    public string? NotRun => Block.Remark.StartsWith("not run: ", StringComparison.Ordinal) ? Block.Remark : null;

    public static IEnumerable<ShellBlock> In(DocPage page)
    {
        int index = 0;
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            DocBlock block = page.Blocks[i];
            if (block.Language is "bash" or "sh")
                yield return new ShellBlock(page.File, index++, block, page.Blocks.ElementAtOrDefault(i + 1) is { Language: "text" } next && next.Line == block.LastLine + 2 ? next : null);
        }
    }

    /// <summary>The arguments of every call of <c>fusion</c>. What stands in quotes matters to no parser, so it is one word without spaces here.</summary>
    public IEnumerable<string[]> Calls() => Commands.SelectMany(command => Substitution().Matches(command).Select(inner => inner.Groups[1].Value).Append(command))
        .SelectMany(command => Separator().Split(Quoted().Replace(command, "quoted")))
        .Select(call => Call().Match(call.Trim()))
        .Where(call => call.Success)
        .Select(call => call.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a command is one call of <c>fusion</c> that needs no shell.</summary>
    public static bool IsPlain(string command) =>
        command.StartsWith("fusion ", StringComparison.Ordinal) && !command.Contains('\'', StringComparison.Ordinal) && !command.Contains('$', StringComparison.Ordinal)
        && !Separator().IsMatch(Quoted().Replace(command, "quoted"));

    /// <summary>Lines in the midst of which a quote is open go together.</summary>
    private static IEnumerable<string> Join(IEnumerable<string> lines)
    {
        string open = "";
        foreach (string line in lines.Where(line => open.Length > 0 || line.TrimStart()[0] != '#'))
        {
            open += open.Length == 0 ? line.Trim() : $"\n{line}";
            if (Quoted().Replace(open, "").AsSpan().IndexOfAny('"', '\'') >= 0)
                continue;
            yield return open;
            open = "";
        }
    }

    [GeneratedRegex(@"\$\(([^)]*)\)")]
    private static partial Regex Substitution();

    [GeneratedRegex("""
        "[^"]*"|'[^']*'
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\|\|?|&&?|;|\d?>+|<|#|\(|\)")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?:[A-Z_]+=\S* )*fusion(?: (.*))?$")]
    private static partial Regex Call();
}

using System.Text.RegularExpressions;

namespace FusionOfN.Docs.Tests;

/// <summary>A page of the documentation, taken apart into what can be checked.</summary>
internal sealed partial class DocPage
{
    private static readonly string[] Folders = ["", "docs", "samples", "bench", "tests/FusionOfN.Testing"];

    private DocPage(string file, string text)
    {
        File = file;
        Text = text;
        Blocks = [.. DocBlock.In(text)];
        Prose = DocBlock.Without(text);
    }

    /// <summary>Every page of the repository.</summary>
    public static IReadOnlyList<DocPage> All { get; } = [.. Folders.SelectMany(FilesIn).Select(file => new DocPage(file, Repository.Read(file)))];

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string File { get; }

    public string Text { get; }

    /// <summary>The text without its fenced blocks; they leave empty lines behind, so that line numbers stay.</summary>
    public string Prose { get; }

    public IReadOnlyList<DocBlock> Blocks { get; }

    /// <summary>A page as it is on the disk at this moment.</summary>
    public static DocPage Reread(string file) => new(file, Repository.Read(file));

    public static DocPage Of(string file) => All.Single(page => page.File == file);

    /// <summary>What a link can lead to on this page, as GitHub names it.</summary>
    public IReadOnlySet<string> Anchors()
    {
        HashSet<string> anchors = [];
        foreach (Match heading in Heading().Matches(Prose))
        {
            string name = NotOfAnAnchor().Replace(LinkTarget().Replace(heading.Groups[1].Value.ToLowerInvariant(), ""), "").Trim().Replace(' ', '-');
            string unique = name;
            for (int count = 1; !anchors.Add(unique); count++)
                unique = $"{name}-{count}";
        }

        foreach (Match id in Id().Matches(Prose))
            anchors.Add(id.Groups[1].Value);
        return anchors;
    }

    /// <summary>The targets of its links and pictures, with their lines.</summary>
    public IEnumerable<(string Target, int Line)> Links() =>
        Link().Matches(Prose).Select(link => (link.Groups[1].Value, Prose.AsSpan(0, link.Index).Count('\n') + 1));

    private static IEnumerable<string> FilesIn(string folder)
    {
        string path = Repository.PathOf(folder);
        SearchOption depth = folder == "docs" ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        return Directory.EnumerateFiles(path, "*.md", depth).Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^#{1,6} +(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotOfAnAnchor();

    [GeneratedRegex(@"(?<=\])\([^)]*\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"<a (?:id|name)=""([^""]+)""")]
    private static partial Regex Id();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?: ""[^""]*"")?\)")]
    private static partial Regex Link();
}

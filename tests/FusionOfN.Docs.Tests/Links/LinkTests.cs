namespace FusionOfN.Docs.Tests;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. DocPage.All.Select(page => page.File)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadToFilesAndHeadingsThatExist(string file)
    {
        List<string> broken = [];
        foreach ((string target, int line) in DocPage.Of(file).Links())
        {
            if (Problem(file, target) is { } problem)
                broken.Add($"{file}:{line}: {target}: {problem}");
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("docs/cli.md", "no-such-page.md", "there is no such file")]
    [InlineData("docs/cli.md", "keys.md#no-such-heading", "the page has no such heading")]
    [InlineData("docs/cli.md", "#no-such-heading", "the page has no such heading")]
    public void Problem_OfABrokenLink_IsFound(string file, string target, string problem) => Assert.Equal(problem, Problem(file, target));

    private static string? Problem(string file, string target)
    {
        // What other hosts serve is not for a test without a network to say.
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            return null;
        string[] parts = target.Split('#');
        string path = parts[0].Length == 0
            ? file
            : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.PathOf(file), "..", Uri.UnescapeDataString(parts[0]))).Replace('\\', '/').TrimEnd('/');
        if (!Path.Exists(Repository.PathOf(path)))
            return "there is no such file";
        if (parts.Length == 1)
            return null;
        return DocPage.All.FirstOrDefault(page => page.File == path)?.Anchors().Contains(parts[1]) == true ? null : "the page has no such heading";
    }
}

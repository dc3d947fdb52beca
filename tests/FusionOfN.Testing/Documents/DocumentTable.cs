namespace FusionOfN.Testing;

/// <summary>A table of a page in <c>docs/</c> that is written from data in the code, between two marks of its name.</summary>
public static class DocumentTable
{
    private const string Update = "FUSION_UPDATE_DOCS";

    /// <summary>Whether the page has the table as the code has it. With the environment variable FUSION_UPDATE_DOCS=1 it is written first.</summary>
    /// <param name="page">The page's path in the repository, such as <c>docs/wire.md</c>.</param>
    /// <param name="name">The table's name, as in <c>&lt;!-- table: NAME --&gt;</c>.</param>
    /// <param name="heads">The heads of the columns.</param>
    /// <param name="rows">The cells of each row.</param>
    public static bool IsCurrent(string page, string name, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        string path = Path.Combine(Root(), page);
        string text = File.ReadAllText(path);
        string begin = $"<!-- table: {name} -->\n";
        int start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int end = text.IndexOf("<!-- end -->", Math.Max(start, 0), StringComparison.Ordinal);
        if (start < begin.Length || end < 0) throw new InvalidOperationException($"{page} has no place for the table '{name}'.");

        string table = string.Concat(new[] { heads, [.. heads.Select(_ => "---")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |\n"));
        if (text[start..end] == table) return true;
        if (Environment.GetEnvironmentVariable(Update) != "1") return false;
        File.WriteAllText(path, text[..start] + table + text[end..]);
        return true;
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "FusionOfN.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The test does not run inside the repository.");
    }
}

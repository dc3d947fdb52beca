namespace FusionOfN.Docs.Tests;

/// <summary>A program of the samples, or a named region of one, as a block of a page. What readers copy is thereby what the compiler has read.</summary>
internal static class Snippet
{
    /// <summary>Whether a generated part is named after a sample: <c>samples/FOLDER/Program.cs</c>, with <c>#REGION</c> for a part of it.</summary>
    public static bool IsName(string name) => name.StartsWith("samples/", StringComparison.Ordinal);

    public static string Read(string name)
    {
        string[] parts = name.Split('#');
        string text = Repository.Read(parts[0]);
        IEnumerable<string> lines = parts.Length == 1 ? text.TrimEnd('\n').Split('\n') : Region(text, parts[1], name);
        IEnumerable<string> shown = lines.Where(line => !IsMark(line));
        return $"```csharp\n{string.Join('\n', shown)}\n```\n";
    }

    private static IEnumerable<string> Region(string text, string region, string name)
    {
        string[] lines = text.Split('\n');
        int start = Array.FindIndex(lines, line => line.Trim() == $"#region {region}");
        int end = Array.FindIndex(lines, start + 1, line => line.Trim() == "#endregion");
        Assert.True(start >= 0 && end > start, $"There is no region '{name}'.");
        string[] inside = lines[(start + 1)..end];
        int indent = inside.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return inside.Select(line => line.Length < indent ? line : line[indent..]);
    }

    private static bool IsMark(string line) =>
        line.TrimStart().StartsWith("#region ", StringComparison.Ordinal) || line.TrimStart().StartsWith("#endregion", StringComparison.Ordinal);
}

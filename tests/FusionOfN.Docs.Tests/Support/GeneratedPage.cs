using System.Text;

namespace FusionOfN.Docs.Tests;

/// <summary>
/// A page whose parts between <c>&lt;!-- generated: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c> are written from the code. What stands around them is
/// written by hand. A name that begins with <c>samples/</c> draws in a program, or a region of one.
/// </summary>
internal static class GeneratedPage
{
    /// <summary>Set this environment variable to 1 to write the pages anew instead of comparing them.</summary>
    private const string Update = "FUSION_UPDATE_DOCS";

    private const string Command = $"{Update}=1 dotnet run --project tests/FusionOfN.Docs.Tests";
    private const string Begin = "<!-- generated: ";
    private const string End = "<!-- end -->\n";

    /// <summary>Fails when a part differs from what the code says, or writes the page anew when that was asked for.</summary>
    /// <param name="file">The page, from the root of the repository.</param>
    /// <param name="parts">The parts by name, in the order in which missing ones are added at the end of the page.</param>
    public static void Check(string file, IReadOnlyList<GeneratedPart> parts)
    {
        string page = Repository.Read(file);
        Compare(file, page, Fill(page, parts), "the code says");
    }

    /// <summary>Fails when a page is not as wanted, or writes it when that was asked for.</summary>
    public static void Compare(string file, string page, string wanted, string source)
    {
        if (Environment.GetEnvironmentVariable(Update) == "1" && wanted != page)
            File.WriteAllText(Repository.PathOf(file), page = wanted);
        Assert.True(page == wanted, $"{file} is not what {source} ({FirstDifference(page, wanted)}). Write it anew with: {Command}");
    }

    private static string Fill(string page, IReadOnlyList<GeneratedPart> parts)
    {
        Dictionary<string, GeneratedPart> left = parts.ToDictionary(part => part.Name);
        StringBuilder filled = new();
        int at = 0;
        while (page.IndexOf(Begin, at, StringComparison.Ordinal) is var begin and >= 0)
        {
            int lineEnd = page.IndexOf('\n', begin) + 1;
            string name = page[(begin + Begin.Length)..(lineEnd - " -->\n".Length)];
            int end = page.IndexOf(End, lineEnd, StringComparison.Ordinal);
            Assert.True(end >= 0, $"The part '{name}' has no '{End.TrimEnd()}'.");
            filled.Append(page, at, begin - at);
            // A part that the code no longer writes goes away, and so does one that stands there twice.
            if (Snippet.IsName(name))
                filled.Append(Block(name, Snippet.Read(name)));
            else if (left.Remove(name, out GeneratedPart? part))
                filled.Append(Block(name, part.Text));
            at = end + End.Length;
        }

        filled.Append(page, at, page.Length - at);
        foreach (GeneratedPart part in parts.Where(part => left.ContainsKey(part.Name)))
            filled.Append('\n').Append(part.Heading).Append("\n\n").Append(Block(part.Name, part.Text));
        return filled.ToString();
    }

    private static string Block(string name, string text) => $"{Begin}{name} -->\n\n{text.TrimEnd('\n')}\n\n{End}";

    private static string FirstDifference(string page, string wanted)
    {
        string[] has = page.Split('\n');
        string[] needs = wanted.Split('\n');
        int line = has.Zip(needs).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}: '{has.ElementAtOrDefault(line)}' should be '{needs.ElementAtOrDefault(line)}'";
    }
}

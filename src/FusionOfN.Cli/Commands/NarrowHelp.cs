using System.Text.RegularExpressions;
using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli.Commands;

/// <summary>Help where two columns have no room: each meaning stands below what it explains.</summary>
internal static partial class NarrowHelp
{
    private const string Indent = "  ";
    private const string Deep = "    ";

    /// <summary>Writes a help whose texts have no line breaks in them.</summary>
    public static void Write(TextWriter output, string help, int width)
    {
        foreach (string line in help.ReplaceLineEndings("\n").TrimEnd().Split('\n').SelectMany(line => Shape(line, width)))
            output.WriteLine(line);
        output.WriteLine();
    }

    /// <summary>Takes the line breaks out of texts that are broken for wide terminals; a line far to the right goes on with an entry.</summary>
    public static string Join(IEnumerable<string> lines)
    {
        List<string> joined = [];
        foreach (string line in lines)
        {
            bool goesOn = joined is [.., { Length: > 0 } last] && line.Length > 0 && (line.StartsWith(Deep, StringComparison.Ordinal) || (last[0] != ' ' && line[0] != ' '));
            if (goesOn)
                joined[^1] += $" {line.Trim()}";
            else
                joined.Add(line);
        }

        return string.Join('\n', joined);
    }

    private static IEnumerable<string> Shape(string line, int width)
    {
        if (Entry().Match(line) is { Success: true } entry)
            return [.. WordWrap.Lines(entry.Groups["name"].Value, width, Indent, Deep), .. WordWrap.Lines(entry.Groups["meaning"].Value, width, Deep, Deep)];
        string indent = line.StartsWith(' ') ? Indent : "";
        return WordWrap.Lines(line, width, indent, indent);
    }

    [GeneratedRegex(@"^ +(?<name>\S.*?) {2,}(?<meaning>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}

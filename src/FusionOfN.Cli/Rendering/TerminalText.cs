using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console.Rendering;

namespace FusionOfN.Cli.Rendering;

/// <summary>Prepares model output for a terminal.</summary>
internal static partial class TerminalText
{
    /// <summary>Removes control characters, so that a model's text cannot move the cursor, change the title or hide lines.</summary>
    public static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0000', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
            return text;
        StringBuilder clean = new(text.Length);
        foreach (char character in ControlSequence().Replace(text, ""))
        {
            if (character is '\n' or '\t' || !char.IsControl(character))
                clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>One line: line breaks and runs of spaces become one space.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The columns a text takes on screen; East Asian wide characters take two.</summary>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>The beginning of a text that fits into a number of columns, with an ellipsis when it was cut.</summary>
    public static string Head(string text, int cells)
    {
        if (Cells(text) <= cells)
            return text;
        StringBuilder head = new();
        int used = 1;
        foreach (string grapheme in Graphemes(text))
        {
            used += Cells(grapheme);
            if (used > cells)
                break;
            head.Append(grapheme);
        }

        return head.ToString().TrimEnd() + "…";
    }

    /// <summary>The end of a text that fits into a number of columns, with an ellipsis when it was cut.</summary>
    public static string Tail(string text, int cells)
    {
        if (Cells(text) <= cells)
            return text;
        int used = 1;
        int kept = text.Length;
        foreach (string grapheme in Graphemes(text).Reverse())
        {
            used += Cells(grapheme);
            if (used > cells)
                break;
            kept -= grapheme.Length;
        }

        return "…" + text[kept..].TrimStart();
    }

    // ECMA-48, 5.4: a control sequence is ESC [, parameters, intermediates and one final byte.
    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]", RegexOptions.CultureInvariant)]
    private static partial Regex ControlSequence();

    private static IEnumerable<string> Graphemes(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int length = System.Globalization.StringInfo.GetNextTextElementLength(text, start);
            yield return text.Substring(start, length);
            start += length;
        }
    }
}

namespace FusionOfN.Cli.Rendering;

/// <summary>Breaks text between words, for terminals. A word that is longer than a line stays whole: paths and addresses are copied.</summary>
internal static class WordWrap
{
    /// <summary>The lines of a text in one paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns there are.</param>
    /// <param name="first">What stands before the first line.</param>
    /// <param name="rest">What stands before each of the others.</param>
    public static IEnumerable<string> Lines(string text, int width, string first = "", string rest = "")
    {
        string line = first;
        bool isEmpty = true;
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && TerminalText.Cells(line) + 1 + TerminalText.Cells(word) > width)
            {
                yield return line;
                (line, isEmpty) = (rest, true);
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        yield return line;
    }
}

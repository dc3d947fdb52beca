namespace FusionOfN;

/// <summary>Splits a text into the words of chrF++: at whitespace, and one ASCII punctuation mark split off each word, the last if it has one, else
/// the first.</summary>
internal static class WordSplitter
{
    /// <summary>A hash of each word.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Where they go: as long as the text, which has no more words than characters.</param>
    /// <returns>How many they are.</returns>
    public static int Hashes(ReadOnlySpan<char> text, Span<ulong> words)
    {
        var count = 0;
        for (var i = 0; i < text.Length;)
        {
            if (CodePoints.IsWhitespace(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !CodePoints.IsWhitespace(text[i]))
                i++;
            var word = text[start..i];
            var split = SplitAt(word);
            if (split > 0)
                words[count++] = NgramCounts.Hash(word[..split]);
            words[count++] = NgramCounts.Hash(word[split..]);
        }

        return count;
    }

    // One code point above U+FFFF is two chars, but neither of them is ASCII, so the length in chars decides the same.
    private static int SplitAt(ReadOnlySpan<char> word) => word.Length < 2 ? 0 : IsMark(word[^1]) ? word.Length - 1 : IsMark(word[0]) ? 1 : 0;

    private static bool IsMark(char value) => char.IsAscii(value) && (char.IsPunctuation(value) || char.IsSymbol(value));
}

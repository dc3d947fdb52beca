namespace FusionOfN;

/// <summary>Splits a text into the words of chrF++: at whitespace, and one ASCII punctuation mark split off each word, the last if it has one, else
/// the first.</summary>
internal static class WordSplitter
{
    public static ReadOnlySpan<ulong> Hashes(string text)
    {
        List<ulong> words = [];
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
            AddWord(text.AsSpan(start, i - start), words);
        }

        return words.ToArray();
    }

    private static void AddWord(ReadOnlySpan<char> word, List<ulong> words)
    {
        // One code point above U+FFFF is two chars, but neither of them is ASCII, so the length in chars decides the same.
        if (word.Length > 1 && IsMark(word[^1]))
        {
            words.Add(NgramCounts.Hash(word[..^1]));
            words.Add(NgramCounts.Hash(word[^1..]));
        }
        else if (word.Length > 1 && IsMark(word[0]))
        {
            words.Add(NgramCounts.Hash(word[..1]));
            words.Add(NgramCounts.Hash(word[1..]));
        }
        else
        {
            words.Add(NgramCounts.Hash(word));
        }
    }

    private static bool IsMark(char value) => char.IsAscii(value) && (char.IsPunctuation(value) || char.IsSymbol(value));
}

using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace FusionOfN.Synthesis;

/// <summary>
/// Finds texts of a test set in other texts: a run of 13 words that both have, or of 8 where the test's text has fewer than 26; and texts that are the same but
/// for a few words, by chrF. Where a script writes no spaces, a character counts as a word.
/// </summary>
internal sealed class DecontaminationIndex
{
    private const int LongRun = 13;
    private const int ShortRun = 8;
    private const int MinWords = 8;
    private const int MinNear = 30;
    private const double NearChrF = 75;
    private const int Gram = 12;

    private readonly Dictionary<ulong, int> _long = [];
    private readonly Dictionary<ulong, int> _short = [];
    private readonly Dictionary<ulong, int> _grams = [];
    private readonly TestSet _set;

    public DecontaminationIndex(TestSet set)
    {
        _set = set;
        for (var i = 0; i < set.Texts.Count; i++)
        {
            var words = Words(set.Texts[i]);
            if (words.Count >= 2 * LongRun)
                Add(_long, Runs(words, LongRun), i);
            else if (words.Count >= MinWords)
                Add(_short, Runs(words, ShortRun), i);
            Add(_grams, Grams(set.Texts[i]), i);
        }
    }

    public string Name => _set.Name;

    /// <summary>Where the test set is found in a text, in words; null when it is not.</summary>
    public string? Find(string text)
    {
        var words = Words(text);
        return FindRun(_long, words, LongRun) ?? FindRun(_short, words, ShortRun) ?? FindNear(text);
    }

    private static string? FindRun(Dictionary<ulong, int> index, List<string> words, int length)
    {
        if (index.Count == 0)
            return null;
        foreach (var run in Runs(words, length))
        {
            if (index.TryGetValue(run, out var found))
                return string.Create(CultureInfo.InvariantCulture, $"{length} words in a row as in text {found + 1}");
        }

        return null;
    }

    // The test's text that shares most stretches of 12 characters is the only one that can be near. One word changed in every five leaves some of them.
    private string? FindNear(string text)
    {
        if (text.Length < MinNear)
            return null;
        var best = Grams(text).Select(gram => _grams.TryGetValue(gram, out var found) ? found : -1).Where(found => found >= 0)
            .CountBy(found => found).OrderByDescending(count => count.Value).ThenBy(count => count.Key).Take(1).ToArray();
        if (best is not [var (index, _)] || _set.Texts[index].Length is var length && (length < MinNear || length > 2 * text.Length || text.Length > 2 * length))
            return null;
        var similarity = ChrF.Default.Score(text, _set.Texts[index]);
        return similarity >= NearChrF ? string.Create(CultureInfo.InvariantCulture, $"chrF {similarity:0} to text {index + 1}") : null;
    }

    private static void Add(Dictionary<ulong, int> index, IEnumerable<ulong> hashes, int text)
    {
        foreach (var hash in hashes)
            index.TryAdd(hash, text);
    }

    private static IEnumerable<ulong> Runs(List<string> words, int length)
    {
        for (var i = 0; i + length <= words.Count; i++)
            yield return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(string.Join(' ', words.GetRange(i, length)).AsSpan()));
    }

    private static IEnumerable<ulong> Grams(string text)
    {
        for (var i = 0; i + Gram <= text.Length; i++)
            yield return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan(i, Gram)));
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !Rune.IsLetterOrDigit(rune))
            {
                i++;
                continue;
            }

            var start = i;
            i += rune.Utf16SequenceLength;
            while (!Scripts.WritesNoSpaces(rune.Value) && i < text.Length && Rune.TryGetRuneAt(text, i, out var next) && IsPartOfWord(next) && !Scripts.WritesNoSpaces(next.Value))
                i += next.Utf16SequenceLength;
            words.Add(text[start..i].ToLowerInvariant());
        }

        return words;
    }

    private static bool IsPartOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

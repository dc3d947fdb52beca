using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN.Training;

/// <summary>Learns a byte-level byte-pair-encoding vocabulary from texts.</summary>
/// <remarks>
/// Source: Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016, over bytes as in GPT-2, so that every text can be
/// encoded. Deterministic: the same texts in the same order give the same vocabulary; equal counts go to the pair with the smaller ids.
/// </remarks>
public static class BpeTrainer
{
    /// <summary>Learns a vocabulary.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="options">Size, special tokens and pieces; when null, the defaults.</param>
    /// <exception cref="ArgumentException">The vocabulary is too small for the special tokens and the bytes.</exception>
    public static BpeVocabulary Train(IEnumerable<string> texts, BpeTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new BpeTrainerOptions();
        var smallest = options.SpecialTokens.Count + 256;
        if (options.VocabularySize < smallest)
            throw new ArgumentException($"A vocabulary of {options.VocabularySize} is too small: {options.SpecialTokens.Count} special tokens and 256 bytes need {smallest}.", nameof(options));

        BpeVocabulary vocabulary = new(options.SpecialTokens, options.Pattern);
        PairIndex pairs = new(CountWords(texts, options.Pattern, vocabulary));
        while (vocabulary.Count < options.VocabularySize
            && pairs.Best((left, right) => vocabulary.BytesOf(left) + vocabulary.BytesOf(right) <= options.MaxTokenBytes) is { } pair)
        {
            pairs.Merge(pair, vocabulary.AddMerge(pair.Left, pair.Right));
        }

        return vocabulary;
    }

    private static IEnumerable<(int[] Word, int Count)> CountWords(IEnumerable<string> texts, string pattern, BpeVocabulary vocabulary)
    {
        Regex pieces = new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var match in pieces.EnumerateMatches(text))
            {
                var piece = text.Substring(match.Index, match.Length);
                counts[piece] = counts.GetValueOrDefault(piece) + 1;
            }
        }

        return counts
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (Encoding.UTF8.GetBytes(pair.Key).Select(value => vocabulary.IdOf(value)).ToArray(), pair.Value));
    }
}

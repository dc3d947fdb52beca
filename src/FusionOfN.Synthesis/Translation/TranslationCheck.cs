using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN.Synthesis;

/// <summary>Looks whether a text can be the translation of another: by its length, its language, and what a translation must not touch.</summary>
internal static partial class TranslationCheck
{
    private const double MaxRatio = 3;
    private const int ShortTextSlack = 20;
    private const int MinSameLetters = 12;
    private const int ShownCharacters = 40;

    // A character of these holds about as much as this many of an alphabet.
    private const double WeightOfIdeograms = 2.5;

    /// <summary>What is wrong, as the end of a sentence; null when nothing is.</summary>
    /// <param name="source">The text.</param>
    /// <param name="translation">What is said to be its translation.</param>
    /// <param name="language">The language of the translation, as a code.</param>
    public static string? Problem(string source, string translation, string language)
    {
        if (string.IsNullOrWhiteSpace(translation))
            return "it is empty";
        if (translation.Trim() == source.Trim() && source.Count(char.IsLetter) >= MinSameLetters)
            return "it is the same text";
        return Lost(source, translation) ?? Length(source, translation)
            ?? (LanguageGuess.Of(translation) is { } guess && !LanguageGuess.Fits(language, guess) ? $"it seems to be {guess}, not {language}" : null);
    }

    private static string? Length(string source, string translation)
    {
        var (from, to) = (Weight(source), Weight(translation));
        return to > (MaxRatio * from) + ShortTextSlack ? $"it is {to / from:0.#} times as long as the text"
            : from > (MaxRatio * to) + ShortTextSlack ? $"it is {from / Math.Max(to, 1):0.#} times shorter than the text"
            : null;
    }

    private static double Weight(string text) => text.EnumerateRunes().Sum(rune => Rune.IsWhiteSpace(rune) ? 0 : Scripts.Of(rune.Value) is "Han" or "Kana" or "ko" ? WeightOfIdeograms : 1.0);

    private static string? Lost(string source, string translation)
    {
        foreach (var match in Untouchable.EnumerateMatches(source))
        {
            var piece = source.AsSpan(match.Index, match.Length);
            if (!translation.AsSpan().Contains(piece, StringComparison.Ordinal))
                return $"it lacks {Shown(piece.ToString())}";
        }

        // Numbers within what must stay were compared above, letter by letter. Languages write the others' digits, and what parts them, in their own way; a list
        // of numbers may look like one long number.
        var there = Numbers(Untouchable.Replace(translation, " "));
        var (wholes, parts) = (there.Select(number => string.Concat(number)).ToHashSet(), there.SelectMany(number => number).ToHashSet());
        var lost = Numbers(Untouchable.Replace(source, " ")).FirstOrDefault(number => !wholes.Contains(string.Concat(number)) && !number.All(parts.Contains));
        return lost is null ? null : $"it lacks the number {string.Concat(lost)}";
    }

    /// <summary>The numbers of a text, each as the runs of digits that stand in it, in ASCII.</summary>
    private static List<string[]> Numbers(string text)
    {
        List<string[]> numbers = [];
        foreach (var match in Number.EnumerateMatches(text))
        {
            StringBuilder digits = new();
            foreach (var rune in text.AsSpan(match.Index, match.Length).EnumerateRunes())
            {
                if (Rune.IsDigit(rune))
                    digits.Append((int)Rune.GetNumericValue(rune));
                else
                    digits.Append(' ');
            }

            numbers.Add(digits.ToString().Split(' '));
        }

        return numbers;
    }

    private static string Shown(string piece)
    {
        var line = piece.ReplaceLineEndings(" ");
        return $"“{(line.Length > ShownCharacters ? line[..ShownCharacters] + "…" : line)}”";
    }

    [GeneratedRegex(@"\p{Nd}{1,3}(?:[ \u00A0\u202F]\p{Nd}{3})+(?!\p{Nd})|\p{Nd}+(?:[.,'’\u066B\u066C]\p{Nd}+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(
        """
        ```.*?(?:```|$) | `[^`\n]+` | \$\$.+?\$\$ | \\\(.+?\\\) | \\\[.+?\\\]
        | https?://[^\s<>"'）)\]，。、]+[^\s<>"'）)\]，。、.,;:!?] | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
        | \{\{[^{}\n]{1,60}\}\} | \{[A-Za-z_][\w.:-]{0,40}\} | \[\[[^\[\]\n]{1,60}\]\] | </?[A-Za-z][\w-]{0,30}/?> | %(?:\([a-z_]+\))?[sdif](?![A-Za-z])
        """,
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex Untouchable { get; }
}

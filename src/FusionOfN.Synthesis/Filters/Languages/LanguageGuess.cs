using System.Text.RegularExpressions;

namespace FusionOfN.Synthesis;

/// <summary>
/// Tells the language of an answer by its script and, where languages share one, by their function words. Made for answers of a sentence and more; what it cannot
/// tell, it leaves open.
/// </summary>
internal static partial class LanguageGuess
{
    private const int MinLetters = 12;
    private const double MinScriptShare = 0.6;
    private const double KanaShare = 0.05;
    private const int MinWords = 5;
    private const int MinHits = 2;
    private const double MinHitShare = 0.1;
    private const double MinLead = 1.25;

    // A character of these holds about as much as three of an alphabet.
    private const int WeightOfIdeograms = 3;

    // Languages that short texts do not tell apart.
    private static readonly string[][] Families = [["da", "no", "nb", "nn", "sv"], ["id", "ms"], ["hr", "sr", "bs"], ["cs", "sk"], ["zh", "yue"], ["tl", "fil"], ["bg", "mk"], ["es", "ca", "gl"]];

    private static readonly Dictionary<string, string> Short = new()
    {
        ["eng"] = "en",
        ["deu"] = "de",
        ["ger"] = "de",
        ["fra"] = "fr",
        ["fre"] = "fr",
        ["spa"] = "es",
        ["ita"] = "it",
        ["por"] = "pt",
        ["nld"] = "nl",
        ["rus"] = "ru",
        ["ukr"] = "uk",
        ["jpn"] = "ja",
        ["zho"] = "zh",
        ["chi"] = "zh",
        ["cmn"] = "zh",
        ["kor"] = "ko",
        ["ara"] = "ar",
        ["arb"] = "ar",
        ["hin"] = "hi",
        ["ben"] = "bn",
        ["tel"] = "te",
        ["tha"] = "th",
        ["swa"] = "sw",
        ["swh"] = "sw",
        ["tur"] = "tr",
        ["vie"] = "vi",
        ["ind"] = "id",
        ["pol"] = "pl",
        ["fas"] = "fa",
        ["pes"] = "fa",
        ["urd"] = "ur",
        ["ell"] = "el",
        ["heb"] = "he",
        ["nb"] = "no",
        ["nn"] = "no",
        ["nob"] = "no",
        ["iw"] = "he",
        ["in"] = "id",
    };

    /// <summary>The languages that can be told, as codes.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(
        FunctionWords.ByScript.Values.SelectMany(languages => languages.Select(language => language.Language))
            .Concat(["ja", "zh", "ko", "th", "te", "bn", "ta", "kn", "ml", "gu", "pa", "or", "si", "ka", "hy", "he", "el", "lo", "km", "my", "am", "bo"]));

    /// <summary>The language of a text; null when it cannot be told.</summary>
    public static string? Of(string text)
    {
        text = NoProse.Replace(text, " ");
        Dictionary<string, int> letters = [];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Scripts.Of(rune.Value) is { } script && (System.Text.Rune.IsLetter(rune) || script is not "Latin"))
                letters[script] = letters.GetValueOrDefault(script) + (script is "Han" or "Kana" or "ko" ? WeightOfIdeograms : 1);
        }

        var total = letters.Values.Sum();
        var ideograms = letters.GetValueOrDefault("Han") + letters.GetValueOrDefault("Kana");
        if (total < MinLetters)
            return null;
        if (ideograms >= MinScriptShare * total)
            return letters.GetValueOrDefault("Kana") >= KanaShare * ideograms ? "ja" : "zh";
        var (main, count) = letters.MaxBy(script => script.Value);
        if (count < MinScriptShare * total)
            return null;
        return FunctionWords.ByScript.TryGetValue(main, out var languages) ? ByWords(text, languages) : main;
    }

    /// <summary>Whether a text that was taken for one language may be what was asked for. What cannot be told apart fits.</summary>
    /// <param name="wanted">The code that was asked for.</param>
    /// <param name="guess">What <see cref="Of"/> said.</param>
    public static bool Fits(string wanted, string guess)
    {
        var code = Primary(wanted);
        return code == guess || !Known.Contains(code) || Families.Any(family => family.Contains(code) && family.Contains(guess));
    }

    /// <summary>Whether two codes name the same language, whatever region or script they add.</summary>
    public static bool IsSame(string one, string other) => Primary(one) == Primary(other);

    /// <summary>The language of a code without region and script, in its short form where it has one.</summary>
    public static string Primary(string code)
    {
        var primary = code.Split('-')[0].ToLowerInvariant();
        return Short.GetValueOrDefault(primary, primary);
    }

    private static string? ByWords(string text, IReadOnlyList<(string Language, System.Collections.Frozen.FrozenSet<string> Words)> languages)
    {
        var words = WordsOf(text);
        if (words.Count < MinWords)
            return null;
        var ranked = languages.Select(language => (language.Language, Hits: words.Count(language.Words.Contains))).OrderByDescending(language => language.Hits).ToArray();
        var (best, hits) = ranked[0];
        if (hits < MinHits || hits < MinHitShare * words.Count)
            return null;
        var next = ranked.Skip(1).FirstOrDefault(other => !Families.Any(family => family.Contains(best) && family.Contains(other.Language)));
        return hits >= MinLead * next.Hits ? best : null;
    }

    private static List<string> WordsOf(string text)
    {
        List<string> words = [];
        foreach (var match in Words.EnumerateMatches(text))
            words.Add(text.Substring(match.Index, match.Length).ToLowerInvariant().Replace('’', '\''));
        return words;
    }

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Words { get; }

    // Code, formulas and addresses are of no language.
    [GeneratedRegex(@"```.*?(```|$)|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|\\\(.*?\\\)|\\\[.*?\\\]|https?://\S+", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex NoProse { get; }
}

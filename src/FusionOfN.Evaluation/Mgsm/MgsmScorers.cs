using System.Text.RegularExpressions;

namespace FusionOfN.Evaluation;

/// <summary>
/// The graders of MGSM whose figures papers print, to the letter, mistakes included, and one of our own that reads what people read. Where they disagree, the figure
/// says more about the grader than about the model.
/// </summary>
public static partial class MgsmScorers
{
    /// <summary>What lm-eval calls an answer that it cannot find.</summary>
    public const string Invalid = "[invalid]";

    /// <summary>The languages of MGSM by their codes.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. MgsmLanguage.All.Keys];

    /// <summary>The grader of simple-evals: the last number behind the last answer prefix of the language.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="target">The right answer, as the data set has it.</param>
    /// <param name="language">The code of the language.</param>
    public static MgsmVerdict SimpleEvals(string response, string target, string language)
    {
        string prefix = Language(language).Prefix;
        int at = response.LastIndexOf(prefix, StringComparison.Ordinal);
        if (at < 0)
            return new("", false);
        string text = response[(at + prefix.Length)..].Replace(",", "", StringComparison.Ordinal);
        string extracted = SimpleNumber().Matches(text) is { Count: > 0 } numbers ? numbers[^1].Value.TrimEnd('.') : "";
        string compared = extracted.Contains('.') ? extracted.TrimEnd('0').TrimEnd('.') : extracted;
        return new(extracted, compared.Replace(",", "", StringComparison.Ordinal) == target.Replace(",", "", StringComparison.Ordinal));
    }

    /// <summary>The grader of lm-eval's native chain-of-thought tasks: the first number in the sentence of the language, then equality without punctuation.</summary>
    /// <param name="response">What the model wrote. The stop at the first line end, which the harness sets while sampling, is not made up here.</param>
    /// <param name="target">The right answer, as the data set has it.</param>
    /// <param name="language">The code of the language.</param>
    public static MgsmVerdict LmEval(string response, string target, string language)
    {
        Match match = Language(language).Pattern.Match(response);
        string extracted = match.Success ? match.Groups[1].Value : Invalid;
        return new(extracted, Bare(extracted) == Bare(target));
    }

    /// <summary>
    /// Our grader: the number in the last box, behind the last answer prefix, or the last one of the text; digits of every script, with whatever separates groups and
    /// decimals where it is written.
    /// </summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="target">The right answer, as the data set has it.</param>
    /// <param name="language">The code of the language.</param>
    public static MgsmVerdict Robust(string response, string target, string language) => MgsmReading.Read(response, target, Language(language));

    internal static MgsmLanguage Language(string code) => MgsmLanguage.All.TryGetValue(code, out MgsmLanguage? language)
        ? language
        : throw new ArgumentException($"MGSM has no language '{code}'. It has {string.Join(", ", Languages)}.", nameof(code));

    // exact_match with ignore_case and ignore_punctuation: ASCII punctuation is deleted.
    private static string Bare(string text) => string.Concat(text.ToLowerInvariant().Where(value => !(char.IsAscii(value) && (char.IsPunctuation(value) || char.IsSymbol(value)))));

    [GeneratedRegex(@"\d+\.?\d*", RegexOptions.CultureInvariant)]
    private static partial Regex SimpleNumber();
}

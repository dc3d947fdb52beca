using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN.Evaluation;

/// <summary>Reads the answer to a question of MGSM, a whole number, as a person would.</summary>
internal static partial class MgsmReading
{
    public static MgsmVerdict Read(string response, string target, MgsmLanguage language)
    {
        decimal? right = Value(Ascii(target), null);
        string text = Ascii(response);
        string? extracted = FromBox(text) ?? BehindPrefix(text, language) ?? Numbers(text).LastOrDefault();
        return extracted is null ? new("", false) : new(extracted, right is not null && Value(extracted, right) == right);
    }

    private static string? FromBox(string text) => Box().Matches(text) is { Count: > 0 } boxes ? Numbers(boxes[^1].Groups[1].Value).LastOrDefault() : null;

    // Behind the prefix the answer comes first; what follows explains it.
    private static string? BehindPrefix(string text, MgsmLanguage language)
    {
        int at = text.LastIndexOf(language.Prefix, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        string line = text[(at + language.Prefix.Length)..].TrimStart(' ', '*', ':', '：', '\n');
        return Numbers(line.Split('\n')[0]).FirstOrDefault();
    }

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ' ', '\''));

    // A separator that stands more than once, or before a group of three where the right answer agrees, separates groups; else decimals.
    private static decimal? Value(string written, decimal? right)
    {
        string number = Groups().Replace(written, "");
        decimal? plain = Parse(number.Replace(",", "", StringComparison.Ordinal));
        int point = number.LastIndexOfAny(['.', ',']);
        if (point < 0)
            return plain;
        string whole = number.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        decimal? grouped = IsGrouped(number) ? Parse(whole) : null;
        decimal? decimals = Parse(string.Concat(number.AsSpan(0, point).ToString().Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal), ".", number.AsSpan(point + 1)));
        return right is not null && grouped == right ? grouped : right is not null && decimals == right ? decimals : grouped ?? decimals ?? plain;
    }

    private static bool IsGrouped(string number) => GroupsOfThree().IsMatch(number);

    private static decimal? Parse(string number) =>
        decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    // Digits of all scripts, full-width marks and the minus signs of typesetters as ASCII.
    private static string Ascii(string text)
    {
        StringBuilder ascii = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            double value = Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? Rune.GetNumericValue(rune) : -1;
            _ = value >= 0 ? ascii.Append((int)value)
                : rune.Value is '−' or '－' ? ascii.Append('-')
                : rune.Value is '，' or '٬' ? ascii.Append(',')
                : rune.Value is '．' or '٫' ? ascii.Append('.')
                : ascii.Append(rune);
        }

        return ascii.ToString();
    }

    [GeneratedRegex(@"\\boxed\s*\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Box();

    // A sign counts only where nothing stands before it; spaces and apostrophes only between groups of three.
    [GeneratedRegex(@"(?:(?<![\d\p{L})])-\s?)?\d+(?:[.,]\d+|[ \u00a0\u202f\u2009'’]\d{3}(?!\d))*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s\u00a0\u202f\u2009'’]", RegexOptions.CultureInvariant)]
    private static partial Regex Groups();

    [GeneratedRegex(@"^-?\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)$|^-?\d{1,2}(?:,\d{2})*,\d{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex GroupsOfThree();
}

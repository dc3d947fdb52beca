using System.Collections.Frozen;

namespace FusionOfN;

/// <summary>What may stand between "the answer is" and the number without making a sentence of it: "about", "exactly", "USD".</summary>
internal static class Hedges
{
    private const int MaxWords = 4;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "about", "approximately", "approx", "around", "roughly", "nearly", "almost", "exactly", "precisely", "only", "just", "simply", "therefore", "thus", "hence", "so", "then", "equal", "equals", "to", "is", "be",
        "a", "an", "the", "total", "of", "all", "now", "circa", "ca", "clearly", "indeed", "number", "value", "option",
        "etwa", "ungefähr", "rund", "genau", "also", "insgesamt", "gleich", "nur",
        "aproximadamente", "unos", "unas", "exactamente", "casi", "solo", "igual", "de", "cerca", "exatamente", "total", "apenas", "cerca", "environ", "exactement", "donc", "égale", "à", "esattamente", "quindi",
        "примерно", "около", "ровно", "приблизительно", "всего", "takriban", "kama", "jumla", "ya", "khoảng", "sekitar", "tepat", "yaklaşık", "tam", "około", "dokładnie", "ongeveer", "precies",
        "約", "约", "大约", "大約", "共", "一共", "总共", "合計", "全部で", "およそ", "약", "총", "모두", "حوالي", "تقريبا", "حدود", "تقریباً", "लगभग", "कुल", "প্রায়", "মোট", "సుమారు", "మొత్తం", "ประมาณ", "ทั้งหมด",
        // Currencies, and what a formula calls its result.
        "usd", "us", "eur", "gbp", "inr", "rs", "rm", "chf", "cad", "aud", "sgd", "kr", "kč", "zł", "rp", "lei", "r", "tk", "ksh", "tsh", "naira", "x", "y", "n", "k", "s", "t", "v", "p", "q", "m", "d",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text holds no other words than these, and few of them.</summary>
    public static bool AreAllOf(ReadOnlySpan<char> text)
    {
        var words = 0;
        for (var i = 0; i < text.Length;)
        {
            // The name of a command is no word: "\text", "\approx".
            var isCommand = text[i] == '\\';
            var start = isCommand ? ++i : i;
            while (i < text.Length && (char.IsLetter(text[i]) || char.GetUnicodeCategory(text[i]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark))
                i++;
            if (i == start)
                i += isCommand ? 0 : 1;
            else if (text[start..i].Equals("in", StringComparison.OrdinalIgnoreCase) && IsInTotal(text[i..]))
                words++;
            else if (!isCommand && (!Words.Contains(text[start..i]) || ++words > MaxWords))
                return false;
        }

        return true;
    }

    // "in total 42" and "in all, 42", but not "in 2020 there were 42".
    private static bool IsInTotal(ReadOnlySpan<char> rest) => rest.TrimStart() is var next && (next.StartsWith("total", StringComparison.OrdinalIgnoreCase) || next.StartsWith("all", StringComparison.OrdinalIgnoreCase));
}

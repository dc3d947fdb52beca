using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Tells statements that hold no single number: a range, a ratio, "2 or 3", "5 hours 30 minutes", a bound.</summary>
internal static partial class SeveralNumbers
{
    /// <summary>Whether the numbers at the head of a statement are no single answer.</summary>
    public static bool AreIn(string line, IReadOnlyList<ReadNumber> numbers)
    {
        var before = line.AsSpan(0, numbers[0].Start).TrimEnd(" $*");
        if (before is [.., '<' or '≤' or '≥' or '±'] || (before is [.., '>'] && !before.Contains('<')) || before.EndsWith("+/-") || before.EndsWith(@"\pm"))
            return true;
        if (Between().IsMatch(line.AsSpan(0, numbers[0].Start)) || Beyond().IsMatch(line.AsSpan(numbers[0].End)))
            return true;
        if (numbers.Count < 2)
            return false;
        var between = line[numbers[0].End..Math.Max(numbers[0].End, numbers[1].Start)];
        if (Joint().IsMatch(between))
            return !line.AsSpan(numbers[1].End).ContainsAny('=', '≈');
        if ((before.EndsWith("(") || before.EndsWith("[")) && between.Trim() is "," or ";")
            return true;
        return List().IsMatch(between) && EndOfList().IsMatch(line[numbers[1].End..]);
    }

    [GeneratedRegex(@"^ ?(?:[-–—~～+×·÷/±]|\+/-|\\pm|[x*](?= )|:|to|bis|à|до|至|から) ?[$€£]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    // Two numbers as one answer: "2 or 3", "x = 2, y = 3", "5 apples and 6 pears", "5 hours, 30 minutes", "5'6".
    [GeneratedRegex(
        """
        ^ (?: [$*_]{0,3} [ ]? (?: [,;/&] | (?: ,[ ] )? (?: and | or | und | oder | y | o | et | ou | e | и | или | та | або | và | hoặc | dan | atau | ve | veya | 和 | 或 | と | または | 및 | 또는 | و | أو | یا | या | और | বা ) [ ] )
            | [ ] \p{L}{1,12} ,? [ ] (?: and | or | und | oder | y | et | ou | e | и | или | và | dan | atau | ve ) [ ]
            | [ ]? (?: h | hr | hrs | hours? | min | mins | minutes? | days? | weeks? | months? | years? | ft | feet | foot | yards? | meters? | metres? | m | miles? | km | lb | lbs | pounds? | kg | gallons? | dollars? | euros? | Stunden? | Minuten? | Euro | horas? | heures? | час[аов]* | метр[аов]* | рубл[яйеь]+ | 小时 | 分钟 | 時間 | 시간 ) ,? [ ]?
            | ['’′] )
        [ ]? (?: \p{L} [ ]? = [ ]? )? [$€£*_]{0,3} $
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex List();

    [GeneratedRegex(@"^[$*_""”″]{0,3}(?: \p{L}{1,12}\.?)?[$*_]{0,3}\s*[.!]?[*_]{0,2}\s*$|^[$*_]{0,3}(?:,| (?:and|or|und|oder|y|et|ou|и|или)) ?(?:\p{L} ?= ?)?[$*_]{0,3}\d", RegexOptions.CultureInvariant)]
    private static partial Regex EndOfList();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]*(?:between|zwischen|entre|tra|между)[ $€£*]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    // Behind a number: what makes of it something that is not read, a power that is no whole number, "2**10", "1.5.2", "0x1F".
    [GeneratedRegex(@"^(?: ?\^| ?\*\*(?=[-\d(])|\.\d|x[0-9A-Fa-f]+(?!\p{L})|[eE][+-]?\d{3})", RegexOptions.CultureInvariant)]
    private static partial Regex Beyond();
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Reads the number that a marker announces.</summary>
internal static partial class AnnouncedNumber
{
    private const int MaxTakenBack = 4;

    private static readonly SearchValues<char> Operators = SearchValues.Create(" \t\u00a0+-−–*/x×·÷^=≈()[]<>$€£\\{}");

    /// <summary>The number behind a marker; without a value when a formula stands there that is none, null when there is nothing of the kind.</summary>
    /// <param name="said">What stands behind the marker, up to the next one.</param>
    /// <param name="isHeading">Whether a whole solution may follow (<see cref="AnswerMarker.IsHeading"/>).</param>
    /// <param name="reader">Reads the numbers.</param>
    public static ReadNumber? Read(string said, bool isHeading, NumberReader reader)
    {
        // "5? No, 6.", "not 5 but 6": what is taken back is not the answer.
        var line = said[..EndOfStatement(said)];
        for (var times = 0; TakenBack().Match(line) is { Success: true } taken; times++)
        {
            said = said[taken.Length..];
            line = said[..EndOfStatement(said)];
            if (times == MaxTakenBack || !Digit().IsMatch(line))
                return new ReadNumber(0, line.Length, null);
        }

        List<ReadNumber> numbers = [.. reader.ReadAll(line, 0)];
        if (Unknown().IsMatch(line))
            return new ReadNumber(0, line.Length, null);
        if (numbers.Count > 0 && Minus().Match(line, 0, numbers[0].Start) is { Success: true } minus && Hedges.AreAllOf(line.AsSpan(0, minus.Index)))
            return numbers[0] with { Value = numbers[0].Value is { } size && !size.StartsWith('-') ? $"-{size}" : null };
        if (numbers.Count > 0 && Hedges.AreAllOf(line.AsSpan(0, numbers[0].Start)))
        {
            if (SeveralNumbers.AreIn(line, numbers))
                return numbers[0] with { Value = null };
            var result = Result(line, numbers);
            return isHeading ? SolutionFrom(said, line, result, reader) ?? result : result;
        }

        if (numbers.Count > 0 && SeveralNumbers.AreIn(line, numbers) && OnlyNames().IsMatch(line[..numbers[0].Start]))
            return numbers[0] with { Value = null };

        // Words before the number: a sentence, or a whole solution behind a heading.
        said = isHeading ? said[..EndOfParagraph(said, line.Length)] : line[..EndOfSentence(line)];
        return LastSaid(said, [.. reader.ReadAll(said, 0)]) ?? (Digit().IsMatch(said) ? new ReadNumber(0, said.Length, null) : null);
    }

    /// <summary>What a solution comes to that opens with a number and goes on to calculate or to tell: "16 eggs less 3 = 13 eggs, and 13 * 2 = 26 dollars"; null when what stands there is an answer.</summary>
    private static ReadNumber? SolutionFrom(string said, string line, ReadNumber first, NumberReader reader)
    {
        var end = first.End + EndOfSentence(line[first.End..]);
        var opening = line[first.End..end];
        var isTold = Told().IsMatch(opening);
        if (!Words().IsMatch(opening) || !(isTold || line.AsSpan(0, end).Contains('=')) || Explanation().IsMatch(line[..end]))
            return null;
        said = said[..EndOfParagraph(said, line.Length)];
        said = Check().Match(said, first.End) is { Success: true } check ? said[..check.Index] : said;
        var numbers = reader.ReadAll(said, 0).Where(number => number.Start >= first.End).ToList();
        var results = numbers.FindAll(number => said.AsSpan(0, number.Start).TrimEnd(" $€£*").EndsWith("="));
        if (results.Count > 0)
            return results[^1].Value != first.Value && (isTold || !results.Exists(result => result.Value == first.Value)) ? results[^1] : null;
        if (!isTold || numbers.Count == 0)
            return null;
        // Told without a calculation: what the conclusion says; without one, of several sentences none is the answer.
        if (Conclusion().Matches(said, first.End) is [.., { } conclusion] && LastSaid(said[conclusion.Index..], [.. reader.ReadAll(said[conclusion.Index..], 0)]) is { } concluded)
            return concluded;
        return numbers.Exists(number => number.Start >= end) ? first with { Value = null } : null;
    }

    /// <summary>The first number, or what it comes to when a calculation goes on from it.</summary>
    private static ReadNumber Result(string text, List<ReadNumber> numbers)
    {
        var (answer, previous) = (numbers[0], numbers[0]);
        var (sides, isOneNumber) = (0, true);
        foreach (var number in numbers.Skip(1))
        {
            var between = text.AsSpan(previous.End, Math.Max(0, number.Start - previous.End));
            if (between.ContainsAnyExcept(Operators))
                break;
            if (between.ContainsAny('=', '≈'))
                (answer, sides) = (number, sides + 1);
            else if (sides == 0)
                isOneNumber = false;
            else if (sides == 1 && isOneNumber)
                // "18 = 2 × 9" says 18.
                return numbers[0];
            previous = number;
        }

        return answer;
    }

    /// <summary>What the last sentence with numbers comes to: the result of its last calculation, else its last number that is not there to explain.</summary>
    private static ReadNumber? LastSaid(string text, List<ReadNumber> numbers)
    {
        // "page 42" alone may be what was asked for; in a sentence it names a thing.
        numbers = numbers.FindAll(number => !NumberedThings.IsLabelled(text, number.Start) || OneWord().IsMatch(text.AsSpan(0, number.Start)));
        if (numbers.Count == 0)
            return null;

        var from = 0;
        for (var mark = SentenceEnd().Match(text); mark.Success && mark.Index < numbers[^1].Start; mark = mark.NextMatch())
            from = mark.Index + mark.Length;
        var said = numbers.FindAll(number => number.Start >= from);
        if (said.FindLastIndex(number => text.AsSpan(from, number.Start - from).TrimEnd(" $€£*").EndsWith("=")) is >= 0 and var result)
            return said[result];

        // "11 balls (5 + 6)", "18 because 3 times 6".
        var explanation = Explanation().Match(text, from, numbers[^1].End - from);
        var claimed = said.FindAll(number => !IsInBrackets(text, from, number.Start) && (!explanation.Success || number.Start < explanation.Index));
        return claimed.Count > 0 ? claimed[^1] : said[^1];
    }

    private static bool IsInBrackets(string text, int start, int index)
    {
        var opening = text.LastIndexOf('(', index, index - start + 1);
        return opening >= 0 && text.IndexOf(')', opening, index - opening) < 0;
    }

    // The rest of the marker's line, or the next line with text when the marker stands alone on its own.
    private static int EndOfStatement(string text)
    {
        var seen = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' && seen)
                return i;
            seen |= char.IsLetterOrDigit(text[i]);
        }

        return text.Length;
    }

    private static int EndOfParagraph(string text, int end) => BlankLine().Match(text, end) is { Success: true } blank ? blank.Index : text.Length;

    private static int EndOfSentence(string text) => SentenceEnd().Match(text.TrimStart()) is { Success: true } mark ? mark.Index + text.Length - text.TrimStart().Length : text.Length;

    [GeneratedRegex(@"\n[ \t\r]*\n")]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"[.!?](?=\s|$)|[。！？।\n]")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[ ,;](?:because|since|and not|rather than|instead of|not|weil|denn|porque|parce que|car|perché|потому что|так как|因为|因為)(?![\p{L}])", RegexOptions.CultureInvariant)]
    private static partial Regex Explanation();

    // The word, or the sign with a space behind it; at the start of a line of its own that is the mark of a list.
    [GeneratedRegex(@"^ *[-−] ?(?=[ $€£(])[ $€£(]*$|(?<!\p{L})(?:minus|negative|moins|menos|meno|минус|мінус|eksi|âm|سالب|負の|マイナス|负|마이너스)[ $€£*]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Minus();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]*(?:unknown|undefined|undetermined|indeterminate|impossible|none|n/a|no (?:solution|answer)|(?:it )?cannot be|can['’]t be|not (?:enough|possible|defined|known))(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<!\p{L})(?:check|verify|verification|proof|Probe|Prüfung|проверка|comprobación|vérification|检查|检验|验证)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Check();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]*(?:the |die |la |le )?\p{L}+[. ]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneWord();

    [GeneratedRegex(@"^\W*(?:(?:either|entweder|both|between|zwischen|entre|tra|между) ?)?(?:\p{L} ?= ?)?[$€£*]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnlyNames();

    [GeneratedRegex(@"^[^\p{L}\p{Nd}]*(?:(?:it|this|that)(?: is|['’]s) )?(?:(?:definitely |certainly |simply )?(?:not(?: be)?|n['’]t|['’]t be|nicht|pas|не|不是|no es|não é|non è)[ $€£*]+(?=[-−]?[\d$€£])[^\n.]*?(?=[,; ]+(?:but|sondern|sino|mais|mas|ma|а|но|而是)(?!\p{L})|[.\n]|$)[,; ]*(?:(?:but|sondern|sino|mais|mas|ma|а|но|而是)(?!\p{L}))?|[$€£*]*[-−]?\d+(?:[.,]\d+)?\?(?= *[\p{L}\p{Nd}]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TakenBack();

    // Behind a number: a clause that goes on to tell, "eggs are laid", "apples were bought".
    [GeneratedRegex(@"^(?:[ -][\p{L}’'-]+){1,4},? (?:are|were|was|is|have|has|had|cost|costs|weigh|weighs|make|makes|give|gives|take|takes|get|gets|drank|stayed|go|goes|went|came|buy|buys|bought|sold|ate|equal|equals|sind|waren|kosten|haben|son|eran|cuestan|tiene|tienen|sont|étaient|coûtent|были|стоят)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Told();

    [GeneratedRegex(@"(?<!\p{L})(?:so|therefore|thus|hence|altogether|in total|in all|finally|total(?:s|ing)?|leaving|also|deshalb|daher|insgesamt|por lo tanto|así que|en total|donc|au total|поэтому|итого|всего)(?!\p{L})|所以|因此|一共|总共|したがって|よって|合計|따라서|총", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Conclusion();

    [GeneratedRegex(@"\p{Nd}", RegexOptions.CultureInvariant)]
    private static partial Regex Digit();
}

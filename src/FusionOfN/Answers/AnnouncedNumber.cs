using System.Buffers;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Reads the number that a marker announces.</summary>
internal static partial class AnnouncedNumber
{
    private static readonly SearchValues<char> Operators = SearchValues.Create(" \t\u00a0+-−–*/x×·÷^=≈()[]<>$€£\\{}");

    /// <summary>The number behind a marker; without a value when a formula stands there that is none, null when there is nothing of the kind.</summary>
    /// <param name="said">What stands behind the marker, up to the next one.</param>
    /// <param name="isHeading">Whether a whole solution may follow (<see cref="AnswerMarker.IsHeading"/>).</param>
    /// <param name="reader">Reads the numbers.</param>
    public static ReadNumber? Read(string said, bool isHeading, NumberReader reader)
    {
        var line = said[..EndOfStatement(said)];
        List<ReadNumber> numbers = [.. reader.ReadAll(line, 0)];
        if (numbers.Count > 0 && Hedges.AreAllOf(line.AsSpan(0, numbers[0].Start)))
            return Result(line, numbers);

        // Words before the number: a sentence, or a whole solution behind a heading.
        said = isHeading ? said[..EndOfParagraph(said, line.Length)] : line[..EndOfSentence(line)];
        return LastSaid(said, [.. reader.ReadAll(said, 0)]) ?? (WordWithDigits().IsMatch(said) ? new ReadNumber(0, said.Length, null) : null);
    }

    /// <summary>The first number, or what it comes to when a calculation goes on from it.</summary>
    private static ReadNumber Result(string text, List<ReadNumber> numbers)
    {
        var (answer, previous) = (numbers[0], numbers[0]);
        foreach (var number in numbers.Skip(1))
        {
            var between = text.AsSpan(previous.End, Math.Max(0, number.Start - previous.End));
            if (between.ContainsAnyExcept(Operators))
                break;
            if (between.ContainsAny('=', '≈'))
                answer = number;
            previous = number;
        }

        return answer;
    }

    /// <summary>What the last sentence with numbers comes to: the result of its last calculation, else its last number that is not there to explain.</summary>
    private static ReadNumber? LastSaid(string text, List<ReadNumber> numbers)
    {
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

    [GeneratedRegex(@"\p{L}\p{Nd}", RegexOptions.CultureInvariant)]
    private static partial Regex WordWithDigits();
}

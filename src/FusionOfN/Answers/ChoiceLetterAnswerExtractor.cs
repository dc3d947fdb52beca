using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Finds the letter of a multiple-choice answer: "The answer is (B)", "Answer: b", "\boxed{C}", "**D**", or a line that is only a
/// letter.</summary>
/// <remarks>
/// The last announced letter counts. Without an announcement the last line that is only a letter counts, then the last letter in brackets. A bare
/// capital in
/// prose never counts: "A" and "I" are words. Full-width letters are read as ASCII.
/// </remarks>
public sealed partial class ChoiceLetterAnswerExtractor : IAnswerExtractor
{
    private readonly char _last;

    /// <summary>Creates an extractor.</summary>
    /// <param name="choices">Number of choices, 2 to 26; letters behind the last one do not count. The default is 10 (A to J).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="choices"/> is out of range.</exception>
    public ChoiceLetterAnswerExtractor(int choices = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(choices, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices, 26);
        _last = (char)('A' + choices - 1);
    }

    /// <inheritdoc />
    public string Name => "choice";

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Ascii(text);
        if (BoxedText.FindLast(text) is { } boxed && Letter(OnlyLetter().Match(boxed)) is { } inBox)
            return inBox;

        string? announced = null;
        foreach (var end in AnswerMarkers.EndsIn(text))
            announced = Letter(Announced().Match(text, end)) ?? announced;
        return announced ?? LastOf(OnlyLetterOnLine(), text) ?? LastOf(Bracketed(), text);
    }

    private static string Ascii(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = source[i] is >= '！' and <= '～' ? (char)(source[i] - '！' + '!') : source[i];
        });

    private string? LastOf(Regex regex, string text)
    {
        string? last = null;
        foreach (Match match in regex.Matches(text))
            last = Letter(match) ?? last;
        return last;
    }

    private string? Letter(Match match)
    {
        if (!match.Success)
            return null;
        var letter = char.ToUpperInvariant(match.Groups["letter"].ValueSpan[0]);
        return letter is >= 'A' && letter <= _last ? letter.ToString() : null;
    }

    // Behind a marker a capital may be followed by anything but letters; a small letter must close the phrase, for "the answer is a car" is prose.
    [GeneratedRegex(
        """
        \G [\s*_:$`"'“]* (?: (?: option | choice | letter ) \s+ )?
        (?: [(\[{] \s* (?<letter> [A-Za-z] ) \s* [)\]}]
          | (?<letter> [A-Z] ) (?! [\p{L}\p{N}'’] )
          | (?<letter> [a-z] ) (?= [*_`"'”]* (?: [.,;:)\]] | \s* (?: \n | $ ) ) ) )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Announced();

    [GeneratedRegex(@"^\s*(?:\\text\s*\{)?\s*[(\[]?\s*(?<letter>[A-Za-z])\s*[)\]]?\.?\s*\}?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyLetter();

    [GeneratedRegex(@"^[ \t*_>#]*[(\[]?(?<letter>[A-Za-z])[)\]]?[.:]?[ \t*_\r]*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex OnlyLetterOnLine();

    [GeneratedRegex(@"[(\[](?<letter>[A-Z])[)\]]|\*\*(?<letter>[A-Z])\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}

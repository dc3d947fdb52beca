using System.Globalization;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Finds the letter of a multiple-choice answer: "The answer is (B)", "Answer: b", "\boxed{C}", "**D**", or a line that is only a
/// letter.</summary>
/// <remarks>
/// The last announced letter counts. Without an announcement the last line that is only a letter counts, then the last letter in brackets. A bare
/// capital in prose never counts: "A" and "I" are words. Letters that look like those of ASCII are read as such, and Arabic, Thai, Hindi and Bengali ones by
/// their place.
/// </remarks>
public sealed partial class ChoiceLetterAnswerExtractor : IAnswerExtractor
{
    private const int MaxSentenceLength = 1_000;

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
    public int? MaxCharacters => AnswerTail.MaxCharacters;

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = AnswerTail.Of(text);
        if (BoxedText.FindLast(text) is { } boxed && MathForm.Of(boxed) is { } content)
        {
            if (Letter(InBox().Match(Plain(content))) is { } inBox)
                return inBox;
            if (LettersIn(boxed).Distinct().Count() > 1)
                return null;
        }

        text = Plain(text);
        (string? Letter, int End, bool IsSeveral) announced = default;
        foreach (var end in AnswerMarkers.In(text).Select(marker => marker.End).Concat(Option().Matches(text).Select(match => match.Index + match.Length)).Order())
        {
            var match = Announced().Match(text, end);
            if (Letter(match) is { } letter)
                announced = (letter, end, Several().IsMatch(text, match.Index + match.Length));
        }

        if (Verdict().Matches(text) is { Count: > 0 } verdicts && verdicts[^1].Index >= announced.End && Letter(verdicts[^1]) is { } judged)
            return judged;
        if (announced.IsSeveral)
            return null;
        if (announced.Letter is not null)
            return announced.Letter;
        var alone = OnlyLetterOnLine().Matches(text);
        if (alone.Count > 1 && Letter(alone[^1]) != Letter(alone[^2]) && string.IsNullOrWhiteSpace(text[(alone[^2].Index + alone[^2].Length)..alone[^1].Index]))
            return null;
        return LastOf(alone) ?? Letter(OneLine().Match(text)) ?? Mentioned(text);
    }

    /// <summary>The letter in brackets that the last sentence with one leaves over; none where it names several as its answer.</summary>
    private string? Mentioned(string text)
    {
        foreach (var whole in Sentence().Split(text).Reverse())
        {
            // What a longer sentence says is at its end.
            var sentence = whole[Math.Max(0, whole.Length - MaxSentenceLength)..];
            // "(C) because (A) is false", "(B), not (A)": what is there to explain or to be ruled out is no answer.
            var said = Reason().Match(sentence) is { Success: true } reason && Bracketed().IsMatch(sentence[..reason.Index]) ? sentence[..reason.Index] : sentence;
            var letters = Bracketed().Matches(said).Where(match => Letter(match) is not null).ToList();
            if (letters.Count == 0)
                continue;
            var left = letters.FindAll(match => !RuledOut().IsMatch(said[..match.Index]));
            if (left.Count > 0)
                return left.SkipLast(1).Any(match => Letter(match) != Letter(left[^1]) && Several().IsMatch(said, match.Index + match.Length)) ? null : Letter(left[^1]);
        }

        return null;
    }

    private IEnumerable<string> LettersIn(string text) => Bracketed().Matches(text).Select(Letter).OfType<string>();

    /// <summary>Letters that look like those of ASCII as they are there: full-width, circled, Greek and Cyrillic ones, where they stand alone.</summary>
    private static string Plain(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var isAlone = (i == 0 || !IsOfAWord(source[i - 1])) && (i + 1 == source.Length || !IsOfAWord(source[i + 1]));
                span[i] = source[i] is >= '！' and <= '～' ? (char)(source[i] - '！' + '!')
                    : isAlone && !char.IsAscii(source[i]) && Double(source[i]) is { } letter ? letter
                    : source[i];
            }
        });

    // A vowel sign makes a syllable of a letter: "ข้อ".
    private static bool IsOfAWord(char value) => char.IsLetter(value) || char.GetUnicodeCategory(value) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static char? Double(char value) => value switch
    {
        // In order of their alphabets, as choices are lettered in these languages.
        'أ' or 'ا' or 'א' or 'ก' or 'क' or 'ক' => 'A',
        'ب' or 'ב' or 'ข' or 'ख' or 'খ' => 'B',
        'ج' or 'ג' or 'ค' or 'ग' or 'গ' => 'C',
        'د' or 'ד' or 'ง' or 'घ' or 'ঘ' => 'D',
        _ when char.IsUpper(value) || value is >= 'Ⓐ' and <= 'ⓩ' => Lookalikes.Fold(new System.Text.Rune(value)) is { } folded && char.IsAsciiLetter(folded) ? char.ToUpperInvariant(folded) : null,
        _ => null,
    };

    private string? LastOf(MatchCollection matches)
    {
        string? last = null;
        foreach (Match match in matches)
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
    // What may stand between is bounded, and is not tried twice: a text may be markers and signs only.
    [GeneratedRegex(
        """
        \G (?> [\s*_:$`"'“”‘’#]{0,100} ) (?: (?: (?i: I [ ] think (?: [ ] that )? (?: [ ] it (?: ['’]s | [ ] is ) )? | it ['’] s | it [ ] is | (?: most [ ] )? likely | probably | definitely | clearly | both ) | option | choice | letter | answer | alternative | statement | la | die | der | das | o | a (?= [ ] [A-Z] \b ) | Option | opción | opção | Antwort | вариант | під [ ] літерою | под [ ] буквой | буква | letra | lettre | lettera | Buchstabe | alternativa | opzione | pilihan | seçenek | şık | možnost | đáp [ ] án | विकल्प | বিকল্প | ఎంపిక | گزینه | الخيار | آپشن ) \s+ | (?: 选项 | 選項 | ตัวเลือก | ข้อ ) \s* ){0,8}
        (?: \\ [()\[] )? (?> [\s*_$`"'“‘]{0,100} ) (?: \\ (?: text | textbf | mathrm | mathbf | boxed ) \s* \{ \s* ){0,8} [*_]{0,4}
        (?: [(\[{（【<] \s* (?<letter> [A-Za-z] ) \s* [)\]}）】>]
          | (?<letter> [A-Z] ) (?! [\p{L}\p{N}] | ['’.]\p{L} | (?<= I ) [ ] (?: do | don | am | think | can | cannot | could | would | will | have | believe | was | guess | need | must | cannot ) \b )
          | (?<letter> [A-Z] ) (?= ['’] d [ıiuü] r )
          | (?<letter> [A-Z] ) (?= [\p{IsHangulSyllables}\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsThai}] )
          | (?<letter> [a-z] ) (?= [*_`"'”}$]* (?: [.,;:)\]] | \s* (?: \n | $ | < ) ) ) )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Announced();

    // "The correct option is", "Option:", "I choose", and the word for it in other languages.
    [GeneratedRegex(
        """
        (?<! \p{L} )
        (?: (?: (?: correct | right | best | final | my ) [ ] )? (?: option | choice | alternative | selection | letter ) (?: [ ] here )? [ \t*_)"”]{0,4} (?: (?: is | would [ ] be | must [ ] be | should [ ] be ) (?! \p{Ll} ) [ ]? :? | [:：=] )
          | (?: correct | right | best ) [ ] (?: one | statement ) [ ] is
          | (?: wait | actually | correction | sorry ) [,.:!]? [ ] (?: no [,.]? [ ] )? (?= (?-i: \(? [A-Z] \)? ) \s* (?: [.!] | \n | $ ) )
          | I (?: [ ] (?: would | will ) | ['’] (?: d | ll ) )? [ ] (?: choose | select | pick | go [ ] with ) (?: [ ] (?: option | choice | answer ) )?
          | (?: therefore | thus | so | hence ) , (?= [ ] \(? [A-Z] \)? \s* (?: \. | \n | $ ) )
          | (?: opción | opção | opzione | alternativa | Option | Auswahl | optie | вариант | pilihan | lựa [ ] chọn | seçenek | şık | chaguo ) (?: [ ] (?: correcta | correta | corretta | correcte | yang [ ] benar | đúng | sahihi | doğru ) )?
            [ ]* (?: (?: es | é | è | est | ist | adalah | là | ni ) (?! \p{Ll} ) | [:：=] )
          | правильный [ ] (?: ответ | вариант ) [ ]* (?: [:：—–-] )? )
        | (?: Đáp [ ] án (?: [ ] đúng )? | Chọn (?: [ ] đáp [ ] án )? | Jawabannya | Letra | Antwort | alternativa | Richtig [ ] ist | Správn[áě] [ ] (?: odpověď [ ] )? je | (?: Doğru [ ] )? (?: cevap | seçenek | yanıt ) | సమాధానం | उत्तर | जवाब | উত্তর | جواب | پاسخ | گزینه | آپشن | الإجابة | תשובה | התשובה )
            [ ] (?= [(]? (?-i: [A-Z] ) [)]? (?! [\p{L}\p{N}] ) )
        | (?: 选项 | 選項 | 选择 | 選擇 | 选 | 選択肢 | 보기 | الخيار (?: [ ] الصحيح )? | الاختيار | ตัวเลือก | ข้อ | विकल्प | বিকল্প | ఎంపిక ) [ ]* (?: は | 是 | 为 | 為 | 은 | 는 | هو | คือ | है )? [ ]* [:：]?
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    // Behind a letter: another one that is no less the answer, "A or B", "A, C and D"; but not "B, A is wrong".
    [GeneratedRegex(
        @"\G[)\]*]*\s*(?:,\s*(?:and |or |but also )?|;\s*(?=[(\[*]*[A-Z][)\]*]*\s*(?:[.;]|$|\n))|/|&|\+|(?=[(])|(?<=\s)|\(or |(?:as well as|but also|or (?:maybe|perhaps|possibly|even)|and|or|und|oder|et|ou|y|o|e|или|и|і|та|або|veya|ve|dan|atau|và|hoặc|と|和|或|및|또는|و|أو|या|और)\s+)\s*(?:option |choice )?[(\[*]*[A-Z](?![\p{L}\p{N}'’])(?! (?:is|was|are|ist|es|est|has|would)\b)(?=[)\]*]*\s*(?:[.,;!]|$|\n|and |or |are ))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Several();

    // "B is correct", "option (B) is the right answer".
    [GeneratedRegex(
        @"(?<![\p{L}\p{N}]|(?:nor|and|or|not) |(?:nor|and|or) (?:option|choice) )[(\[*]*(?<letter>[A-Z])[)\]*.]*(?: is| ist| es| è| est)(?: the| die| la)? (?:only )?(?:correct|right|best|richtig|correcta|corretta|correcte|true)(?! \w+ly)(?![\p{L}])(?! (?:that|if|to say))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Verdict();

    // The letter alone, or with the text of its choice behind it: "B. Paris", "(B) 12".
    [GeneratedRegex(@"^\s*(?:(?i:option|choice|answer)\s+)?(?:[(\[]?\s*(?<letter>[A-Za-z])\s*[)\]]?\.?|[(\[]?(?<letter>[A-Z])(?:[)\]]|[.:](?=\s))\s*[^\s=+*/^,)-].*)\s*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex InBox();

    [GeneratedRegex(@"^[ \t*_>#]*[(\[]?(?<letter>[A-Za-z])[)\]]?[.:]?[ \t*_\r]*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex OnlyLetterOnLine();

    [GeneratedRegex(@"[(\[](?<letter>[A-Z])[)\]]|\*\*(?<letter>[A-Z])\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    // A whole text that is a choice with its words: "B. Paris", "(b) Paris".
    [GeneratedRegex(@"^\s*(?:[(\[](?<letter>[A-Za-z])[)\]]|(?<letter>[A-Z])(?:\)|[.:]))\s+[^\s.!?()][^.!?\n()]{0,100}[.]?\s*$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex OneLine();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n|[。！？।]")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[ ,;](?:because|since|weil|denn|porque|parce que|car|perché|потому что|так как|因为|因為)(?!\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reason();

    [GeneratedRegex(@"(?<!\p{L})(?:not|neither|nor|rather than|instead of|unlike|except|eliminate|rule out|nicht|weder|noch|no|ni|pas|non|né|не|ни)(?: option| choice)? *[*]*$|(?<!\p{L})(?:neither|eliminate|rule out)[^.]*(?:and|,) *[*]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RuledOut();
}

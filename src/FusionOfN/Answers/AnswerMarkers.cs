using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Where a text announces its final answer: "#### 18", "A: 18", "The answer is 18", "答案：18".</summary>
internal static partial class AnswerMarkers
{
    /// <summary>The places just behind each marker, in order.</summary>
    public static IReadOnlyList<int> EndsIn(string text) => [.. Marker().Matches(text).Select(match => match.Index + match.Length)];

    // A marker is "####", "A:" at the start of a line, or a word for "answer" with a verb or a colon close behind it; the word alone is prose.
    [GeneratedRegex(
        """
        \#{4,}
        | (?: ^ [\s*_>\#-]{0,8} A [*_]{0,2} [:：] [*_]{0,2} )
        | (?: answer | Antwort | Respuesta | Resposta | Réponse | Risposta | Antwoord | Ответ | Jibu | Jawaban | Cevap | Odpowiedź
            | উত্তর | उत्तर | సమాధానం | คำตอบ | 答え | 答案 | 정답 | 답 | الجواب | الإجابة | پاسخ )
          [ \t\u00a0\u202f*_)\]"'”»]{0,6}
          (?: (?: (?: is | are | was | ist | lautet | es | est | é | è | ni | adalah ) (?! [\p{Ll}'’] ) | คือ | は | 是 | 为 | 為 | 은 | 는 | है | هو | هي )
              [ \t*_]{0,6} [:：]?
            | [:：=] )
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline)]
    private static partial Regex Marker();
}

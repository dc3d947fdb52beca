using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Where a text announces its final answer: "#### 18", "A: 18", "The answer is 18", "答案：18", <c>&lt;answer&gt;</c>.</summary>
/// <remarks>The 17 languages of the paper's sets and those of the common multilingual benchmarks beside them.</remarks>
internal static partial class AnswerMarkers
{
    /// <summary>The places just behind each marker, in order.</summary>
    public static IReadOnlyList<AnswerMarker> In(string text) =>
        [.. Marker().Matches(text).Select(match => new AnswerMarker(match.Index + match.Length, !match.Groups["verb"].Success))];

    // A marker is "####", "A:" at the start of a line, or a word for "answer" with a verb or a colon close behind it, or a number; the word alone is prose.
    // In some languages the number follows at once, or an adjective stands between.
    [GeneratedRegex(
        """
        \#{4,}
        | <answer> | <final_answer>
        | (?: ^ [\s*_>\#-]{0,8} A (?:ns)? [*_.]{0,2} [ ]? [:：] [*_]{0,2} )
        | (?: (?<! \p{L} )
                (?: answer | result (?= [ ] is ) | Antwort | Lösung (?= [ ]* [:：] ) | Respuesta | Resposta | Réponse | Risposta | Antwoord | Ответ (?: ом )? | Jibu | Jawabu | Cevabı | Jawaban | Jawapan | Cevap | Yanıt
                  | Odpowiedź | Svar | Svaret | Odpověď | Răspuns | Válasz | Vastaus | Απάντηση | Відповідь | Đáp [ ] án | Đáp [ ] số | Câu [ ] trả [ ] lời | Trả [ ] lời | Sagot
                  | (?: Ergebnis | Resultat | Resultado | Résultat | Risultato | Resultaat | Výsledek | Wynik | Результат | Kết [ ] quả | Hasil (?: nya )? | Sonuç | Matokeo )
                    (?= [ ] (?: final | finale | akhir (?: nya )? | cuối [ ] cùng ) [ ] | [ \t*_]{0,4} (?: [:：] | [ ] (?: ist | lautet | es | é | est | è | is | je | to | là | adalah | ni | равен ) [ ] ) ) )
              | উত্তর (?: টি )? | उत्तर | जवाब | సమాధానం | జవాబు | விடை | பதில் | ઉત્તર | ಉತ್ತರ | ഉത്തരം | คำตอบ | ตอบ (?= [ ]* [:：\d] ) | 答え | 解答 | 回答 | こたえ | 正解 | 答案 | 答 (?= [ ]* [:：] ) | 答复
              | 결과 (?= [ ]* [:：는] ) | 結果 (?= は | [ ]* [:：] ) | 结果 (?= 是 | 为 | [ ]* [:：] ) | الناتج | النتيجة (?= [ ]* [:：] | [ ] هي ) | نتیجه (?= [ ]* [:：] ) | 정답 | 답변 | 해답 | 답 | الجواب | الإجابة | الاجابة | إجابة (?= [ ]* [:：] ) | جواب | پاسخ | התשובה | תשובה )
            (?: nya | en )?
            (?: [ ] (?: final | finale | finala | definitiva | correcta | corretta | correta | correcte | exacta | richtig | akhir | akhirnya | yang [ ] benar | la [ ] mwisho | sahihi | cuối [ ] cùng
                | đúng | הסופית | הנכונה | הסופי | النهائية | النهائي | الصحيحة | الصحيح | نهایی | صحیح | окончательный | končný ) | สุดท้าย | ที่ถูกต้อง | ที่ได้ )?
            (?: [ ] (?: to | of | for | here | zur | auf | a [ ] la | à [ ] la | на ) [ ] [^\n.:：=?!]{1,60}? (?= [ ] (?: is | was | ist | lautet | es | est ) \b ) )?
            (?: , [ ] (?: then | therefore | thus | hence | so | however ) , | [ ] (?: that [ ] )? (?: we | I | you ) [ ] (?: get | got | obtain | find | found | want | need | seek ) )?
            [ \t\u00a0\u202f*_)\]"'”»}]{0,6}
            (?: (?<verb>
                  (?: is | was ) (?= n['’]t [ ] ) | can (?= not [ ] be [ ] | ['’]t [ ] be [ ] ) |
                  (?: is | are | was | should [ ] be | would [ ] be | will [ ] be | must [ ] be | equals | comes [ ] out [ ] to | comes [ ] to | turns [ ] out [ ] to [ ] be
                    | ist | lautet | beträgt | je | zní | činí | ay | становить | дорівнює | является | будет | wäre | es | sería | será | est | serait | é | è | sarà | ni | adalah | ialah | yaitu | là | bằng | (?<! (?: answer | result ) [^\p{L}]{1,6} ) to | jest | wynosi | brzmi | är | er
                    | равен | равно | равна | это | составляет ) (?! [\p{Ll}'’] )
                | হল | হলো | হচ্ছে | হবে | कि | है | होगा | हैं | ہے | ہوگا | คือ | เท่ากับ | เป็น | とは | は | が | 就是 | 应该是 | 應該是 | 应为 | 應為 | 等于 | 等於 | 是 | 为 | 為 | 은 | 는 | 이
                | هو | هي | هى | تساوي | يساوي | است | برابر | היא | הוא )
                [ \t*_]{0,6} (?: [:：] | (?<= [ ] ) [–—] (?= [ ] ) )?
              | [:：=]
              | [-–—] (?= \s )
              | (?<= ^ [ \t]* (?: \#{1,6} [ ] | [*]{2} | __ ) [^\n:：]{0,40} ) [*_]{0,2} [ \t\r]* (?= \n )
              | (?<! answer ) (?= [\s*_$]{0,6} [-−]? \p{Sc}? [ ]? \d ) )
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline)]
    private static partial Regex Marker();
}

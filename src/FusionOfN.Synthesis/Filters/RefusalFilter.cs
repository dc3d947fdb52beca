using System.Text.RegularExpressions;

namespace FusionOfN.Synthesis;

/// <summary>Answers that begin with the words in which assistants refuse.</summary>
internal sealed partial class RefusalFilter : IAnswerFilter
{
    // A refusal stands at the beginning; further down the words may be quoted.
    private const int LookedAt = 200;

    public string Name => "refusal";

    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        var start = answer.Text.AsSpan().TrimStart();
        start = start[..Math.Min(start.Length, LookedAt)];
        foreach (var match in Phrases.EnumerateMatches(start))
            return $"it begins with a refusal: “{start.Slice(match.Index, match.Length)}”";
        return null;
    }

    [GeneratedRegex(
        """
        \b(i['’]?m|i\ am)\ (very\ |so\ |truly\ )?sorry,?\ (but\ )?(i|as\ an\ ai)\b.{0,40}?(can['’]?t|cannot|can\ not|unable|won['’]?t|not\ able)
        |^\W*i\ (can['’]?t|cannot|can\ not|won['’]?t|am\ unable\ to|am\ not\ able\ to)\ (help|assist|comply|provide|fulfil|answer|do\ that|continue|create|write)
        |^\W*(sorry,\ )?as\ an\ ai\b.{0,40}?(can['’]?t|cannot|unable|not\ able|don['’]?t)
        |^\W*es\ tut\ mir\ (sehr\ )?leid,?\ (aber\ )?.{0,40}?(kann|darf)\b.{0,60}?\b(nicht|keine)
        |^\W*je\ suis\ (vraiment\ )?désolée?,?\ (mais\ )?je\ ne\ (peux|suis)
        |^\W*(lo\ siento|lamento),?\ (pero\ )?.{0,20}?no\ (puedo|podré|me\ es\ posible)
        |^\W*mi\ dispiace,?\ (ma\ )?.{0,20}?non\ (posso|sono\ in\ grado)
        |^\W*(sinto\ muito|desculpe|lamento),?\ (mas\ )?.{0,20}?não\ (posso|consigo)
        |^\W*(het\ spijt\ me|sorry),?\ (maar\ )?.{0,20}?ik\ kan\b.{0,40}?\bniet
        |^\W*przepraszam,?\ (ale\ )?.{0,20}?nie\ mogę
        |^\W*üzgünüm,?\ .{0,60}?(yardımcı\ olamam|yapamam|veremem)
        |^\W*(извините|простите|к\ сожалению),?\ (но\ )?.{0,20}?я\ не\ (могу|в\ состоянии)
        |^\W*(عذرا|عذرًا|آسف|أعتذر|أنا\ آسف)[،,]?\ .{0,20}?(لا\ أستطيع|لا\ يمكنني)
        |^\W*(क्षमा\ करें|माफ़\ करें|मुझे\ खेद\ है).{0,60}?(नहीं\ कर\ सकता|नहीं\ कर\ सकती|असमर्थ)
        |^\W*(দুঃখিত|আমি\ দুঃখিত).{0,60}?(পারব\ না|পারি\ না|পারছি\ না)
        |^\W*(申し訳(ありません|ございません)|すみません).{0,60}?(できません|できかねます|お答えできない|いたしかねます)
        |^\W*(很?抱歉|对不起|對不起).{0,30}?(不能|无法|無法)
        |^\W*(죄송하지만|죄송합니다).{0,60}?(수\ 없|어렵습니다|불가능)
        |^\W*(ขออภัย|ขอโทษ).{0,60}?(ไม่สามารถ)
        |^\W*(samahani|pole),?\ .{0,30}?(siwezi|sitaweza)
        |^\W*(క్షమించండి|క్షమించాలి).{0,60}?(లేను|చేయలేను)
        |^\W*(xin\ lỗi|rất\ tiếc),?\ .{0,40}?(không\ thể)
        |^\W*maaf,?\ .{0,40}?(tidak\ (dapat|bisa))
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrases { get; }
}

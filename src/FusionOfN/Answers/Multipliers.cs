namespace FusionOfN;

/// <summary>Words for large numbers behind a number: "1.5 million", "3万".</summary>
internal static class Multipliers
{
    // The longest of those that begin alike first.
    private static readonly (string Word, int Zeros)[] Table =
    [
        ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("bn", 9), ("tn", 12), ("lakhs", 5), ("lakh", 5), ("crores", 7), ("crore", 7),
        ("tausend", 3), ("Millionen", 6), ("Milliarden", 9), ("Milliarde", 9), ("Mio", 6), ("Mrd", 9),
        ("mille", 3), ("millions", 6), ("milliards", 9), ("milliard", 9), ("mil millones", 9), ("mil", 3), ("millones", 6), ("millón", 6), ("milhões", 6), ("milhão", 6), ("bilhões", 9), ("mila", 3), ("milioni", 6),
        ("milione", 6), ("miliardi", 9), ("тысячи", 3), ("тысяча", 3), ("тысяч", 3), ("тыс", 3), ("миллионов", 6), ("миллиона", 6), ("миллион", 6), ("млн", 6), ("миллиардов", 9), ("миллиард", 9), ("млрд", 9),
        ("elfu", 3), ("milioni", 6), ("ribu", 3), ("juta", 6), ("miliar", 9), ("nghìn", 3), ("ngàn", 3), ("triệu", 6), ("tỷ", 9), ("bin", 3), ("milyon", 6), ("milyar", 9), ("tysięcy", 3), ("milionów", 6),
        ("ألف", 3), ("آلاف", 3), ("مليون", 6), ("مليار", 9), ("هزار", 3), ("میلیون", 6), ("हज़ार", 3), ("हजार", 3), ("लाख", 5), ("करोड़", 7), ("হাজার", 3), ("লক্ষ", 5), ("লাখ", 5), ("কোটি", 7), ("వేల", 3), ("లక్షల", 5), ("కోట్ల", 7),
        ("พัน", 3), ("หมื่น", 4), ("แสน", 5), ("ล้าน", 6),
        ("千万", 7), ("百万", 6), ("千", 3), ("万", 4), ("萬", 4), ("億", 8), ("亿", 8), ("兆", 12), ("천만", 7), ("백만", 6), ("천", 3), ("만", 4), ("억", 8),
    ];

    /// <summary>The multiplier behind a number: how many zeros it adds, and where it ends; no zeros when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Index behind the number.</param>
    /// <param name="isMoney">Whether a currency sign stands before the number: "£3m" are millions, "3m" are metres.</param>
    public static (int Zeros, int End) At(string text, int end, bool isMoney)
    {
        var start = end < text.Length && text[end] is ' ' or '\u00a0' ? end + 1 : end;
        if (start >= text.Length || char.IsAsciiDigit(text[start]))
            return (0, end);
        if (Letters(text, start, start == end, isMoney) is { Zeros: > 0 } letters)
            return (letters.Zeros, start + letters.Length);
        foreach (var (word, zeros) in Table)
        {
            if (string.Compare(text, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            var behind = start + word.Length;
            if (IsUnspaced(word[0]) ? start == end || text[end] == ' ' : behind == text.Length || !char.IsLetter(text[behind]))
                return (zeros, behind);
        }

        return (0, end);
    }

    // One or two letters say it directly behind the number, "3k" and "3M"; where they may be a unit as well, only of money.
    private static (int Zeros, int Length) Letters(string text, int start, bool isAttached, bool isMoney)
    {
        var length = start + 1 < text.Length && text[start + 1] is 'm' or 'M' or 'n' ? 2 : 1;
        if (start + length < text.Length && char.IsLetterOrDigit(text[start + length]))
            return default;
        var zeros = text.AsSpan(start, length) switch
        {
            "k" or "K" when isAttached || isMoney => 3,
            "M" or "B" when isAttached || isMoney => text[start] == 'M' ? 6 : 9,
            "m" or "mm" or "MM" or "mn" when isMoney => 6,
            "b" when isMoney => 9,
            "t" or "T" when isMoney => 12,
            _ => 0,
        };
        return (zeros, length);
    }

    // Han and Hangul words end where they end, and Thai ones.
    private static bool IsUnspaced(char value) => value is (>= '\u0e00' and <= '\u0e7f') or (>= '\u4e00' and <= '\u9fff') or (>= '\uac00' and <= '\ud7a3');
}

namespace FusionOfN.Synthesis;

/// <summary>Which script a character belongs to, by the blocks of Unicode.</summary>
internal static class Scripts
{
    // First and last character of the blocks, and a name: that of the only language for scripts that have one.
    private static readonly (int First, int Last, string Name)[] Blocks =
    [
        (0x0041, 0x024F, "Latin"), (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "hy"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "Arabic"),
        (0x0750, 0x077F, "Arabic"), (0x0900, 0x097F, "Devanagari"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B00, 0x0B7F, "or"),
        (0x0B80, 0x0BFF, "ta"), (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"), (0x0E00, 0x0E7F, "th"),
        (0x0E80, 0x0EFF, "lo"), (0x0F00, 0x0FFF, "bo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"), (0x1200, 0x137F, "am"),
        (0x1780, 0x17FF, "km"), (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "el"), (0x3040, 0x30FF, "Kana"), (0x3130, 0x318F, "ko"), (0x31F0, 0x31FF, "Kana"),
        (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xAC00, 0xD7AF, "ko"), (0xF900, 0xFAFF, "Han"), (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"),
        (0xFF66, 0xFF9F, "Kana"), (0x20000, 0x323AF, "Han"),
    ];

    /// <summary>The script of a character; null for one of none or of an unknown one.</summary>
    public static string? Of(int point)
    {
        foreach (var (first, last, name) in Blocks)
        {
            if (point <= last)
                return point >= first ? name : null;
        }

        return null;
    }

    /// <summary>Whether the script of a character puts no spaces between words.</summary>
    public static bool WritesNoSpaces(int point) => point >= 0x0E00 && Of(point) is "th" or "lo" or "my" or "km" or "Kana" or "Han";
}

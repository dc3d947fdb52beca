using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>Finds characters that no reader sees and that can spell a message to a model all the same: tag characters, stray variation selectors, rows of zero-width characters.</summary>
/// <remarks>
/// What has its use stays: the tags behind a black flag (Scotland's has five and an end), one selector behind a symbol or a Han character, the joiners
/// of an emoji.
/// </remarks>
internal static class HiddenText
{
    /// <summary>The longest row of invisible characters in ordinary text: a selector and a joiner inside an emoji.</summary>
    private const int LongestRow = 2;

    private const int LongestFlag = 8;
    private const int BlackFlag = 0x1F3F4;
    private const int EndOfTags = 0xE007F;
    private const int InformationSign = 0x2139;

    /// <summary>The first half of all tags and of the selectors beyond the sixteenth.</summary>
    private const char Supplement = '\udb40';

    /// <summary>The first halves of the invisible marks of music and of shorthand.</summary>
    private const char Music = '\ud834';

    private const char Shorthand = '\ud82f';

    private static readonly SearchValues<char> Starts = SearchValues.Create(
    [
        '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u3164', '\ufeff', '\uffa0', Supplement, Music, Shorthand, .. Range('\u180b', '\u180f'), .. Range('\u200b', '\u200f'), .. Range('\u202a', '\u202e'),
        .. Range('\u2060', '\u206f'), .. Range('\ufe00', '\ufe0f'), .. Range('\ufff9', '\ufffb'),
    ]);

    /// <summary>Adds the places where a break makes hidden text show.</summary>
    public static void FindBreaks(string text, List<int> breaks, CancellationToken cancellationToken)
    {
        for (var i = 0; text.AsSpan(i).IndexOfAny(Starts) is >= 0 and var next;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            i += next;
            var before = Rune.DecodeLastFromUtf16(text.AsSpan(0, i), out var rune, out _) == OperationStatus.Done ? rune : default;
            i = before.Value == BlackFlag ? EndOfFlag(text, i) : i;
            for (var row = 1; Hidden(text, i) is { } hidden; row++)
            {
                var isStray = IsTag(hidden) ? before.Value != BreakoutDetector.Break : IsSelector(hidden) && !TakesSelector(before);
                if (isStray || row > LongestRow)
                    breaks.Add(i);
                before = hidden;
                i += hidden.Utf16SequenceLength;
            }

            // Half of a pair, or a character of that block that is none of these.
            if (next == 0 && i < text.Length && Starts.Contains(text[i]))
                i++;
        }
    }

    private static Rune? Hidden(string text, int index) =>
        index < text.Length && Rune.TryGetRuneAt(text, index, out var rune)
        && (rune.IsBmp ? Starts.Contains((char)rune.Value) : IsTag(rune) || IsSelector(rune) || rune.Value is (>= 0x1D173 and <= 0x1D17A) or (>= 0x1BCA0 and <= 0x1BCA3))
            ? rune
            : null;

    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0000 and <= EndOfTags;

    private static bool IsSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static int EndOfFlag(string text, int start)
    {
        var i = start;
        for (var count = 0; count < LongestFlag && Hidden(text, i) is { } tag && IsTag(tag); count++)
        {
            i += tag.Utf16SequenceLength;
            if (tag.Value == EndOfTags)
                return i;
        }

        return start;
    }

    private static bool TakesSelector(Rune before) => before.Value is BreakoutDetector.Break or '#' or '*' or InformationSign
        or (>= '0' and <= '9') or (>= 0x1000 and <= 0x109F) or (>= 0x3400 and <= 0x9FFF) or (>= 0xA840 and <= 0xA877) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF)
        || (!before.IsAscii && Rune.GetUnicodeCategory(before) is UnicodeCategory.MathSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherSymbol
            or UnicodeCategory.DashPunctuation or UnicodeCategory.OtherPunctuation);

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(value => (char)value);
}

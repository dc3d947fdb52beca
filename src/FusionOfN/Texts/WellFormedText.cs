using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>
/// Makes texts of others well-formed Unicode. Servers and scripts cut characters beyond U+FFFF in two; such a half can neither be written as UTF-8 nor be read
/// out of JSON, and one of them would end a whole run or file.
/// </summary>
public static class WellFormedText
{
    internal const char Replacement = '\uFFFD';

    private const int EscapeLength = 6;

    private static readonly SearchValues<string> SurrogateEscapes = SearchValues.Create(["\\ud"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with U+FFFD in place of each half of a surrogate pair that stands alone.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same instance when there is nothing to mend.</returns>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IndexOfLoneHalf(text) is var first and >= 0 ? Mend(text, first) : text;
    }

    /// <summary>JSON text in which no string holds half a character: neither as it is nor as a <c>\uXXXX</c> escape. What is no JSON stays none.</summary>
    /// <param name="json">Any text that is to be read as JSON.</param>
    /// <returns>The same instance when there is nothing to mend.</returns>
    public static string OfJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json = Of(json);
        return json.AsSpan().ContainsAny(SurrogateEscapes) ? MendEscapes(json) : json;
    }

    /// <summary>The index of the first half that stands alone; −1 when there is none.</summary>
    internal static int IndexOfLoneHalf(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0;)
        {
            if (char.IsLowSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return i;
            var next = text[(i + 2)..].IndexOfAnyInRange('\uD800', '\uDFFF');
            i = next < 0 ? -1 : i + 2 + next;
        }

        return -1;
    }

    private static string Mend(string text, int first) => string.Create(text.Length, (text, first), static (mended, state) =>
    {
        state.text.CopyTo(mended);
        for (var i = state.first; i < mended.Length;)
        {
            mended[i] = Replacement;
            i = IndexOfLoneHalf(mended[(i + 1)..]) is var next and >= 0 ? i + 1 + next : mended.Length;
        }
    });

    private static string MendEscapes(string json)
    {
        StringBuilder mended = new(json.Length);
        for (var i = 0; i < json.Length;)
        {
            if (json[i] != '\\')
            {
                var next = json.IndexOf('\\', i);
                mended.Append(json, i, (next < 0 ? json.Length : next) - i);
                i = next < 0 ? json.Length : next;
            }
            else if (EscapeAt(json, i) is not { } unit)
            {
                // Two characters at once, so that the second of two backslashes begins no escape.
                var length = Math.Min(2, json.Length - i);
                mended.Append(json, i, length);
                i += length;
            }
            else if (char.IsHighSurrogate(unit) && EscapeAt(json, i + EscapeLength) is { } second && char.IsLowSurrogate(second))
            {
                mended.Append(json, i, 2 * EscapeLength);
                i += 2 * EscapeLength;
            }
            else
            {
                mended.Append(char.IsSurrogate(unit) ? "\\uFFFD" : json.AsSpan(i, EscapeLength));
                i += EscapeLength;
            }
        }

        return mended.ToString();
    }

    private static char? EscapeAt(string json, int index) =>
        index + EscapeLength <= json.Length && json[index] == '\\' && json[index + 1] == 'u'
        && ushort.TryParse(json.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}

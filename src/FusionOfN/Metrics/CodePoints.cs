namespace FusionOfN;

/// <summary>Texts as Python sees them, which the reference values of the metrics come from: code points, and Python's idea of whitespace.</summary>
internal static class CodePoints
{
    /// <summary>Whitespace of Python's <c>str.split()</c>: that of .NET and the four separators U+001C to U+001F.</summary>
    public static bool IsWhitespace(char value) => char.IsWhiteSpace(value) || value is >= '\u001c' and <= '\u001f';

    /// <summary>The code points of a text; a lone surrogate counts as one.</summary>
    public static int[] Of(string text)
    {
        var points = new int[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
            points[count++] = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
        return points[..count];
    }

    /// <summary>Writes the code points of a text, but for whitespace; a lone surrogate counts as one code point.</summary>
    public static int WithoutWhitespace(ReadOnlySpan<char> text, Span<int> points)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (char.IsHighSurrogate(value) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                points[count++] = char.ConvertToUtf32(value, text[++i]);
            else if (!IsWhitespace(value))
                points[count++] = value;
        }

        return count;
    }
}

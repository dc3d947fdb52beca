using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>Digits of every script, by their value.</summary>
internal static class Digits
{
    /// <summary>The value of the digit at a place and how many characters it takes; −1 when there is none.</summary>
    public static (int Value, int Length) At(string text, int index)
    {
        if (index >= text.Length)
            return (-1, 0);
        if (char.IsAscii(text[index]))
            return (char.IsAsciiDigit(text[index]) ? text[index] - '0' : -1, 1);
        return (CharUnicodeInfo.GetDecimalDigitValue(text, index), char.IsHighSurrogate(text[index]) ? 2 : 1);
    }

    /// <summary>A run of digits as ASCII ones, and the index behind it.</summary>
    public static (string Digits, int End) Read(string text, int start)
    {
        StringBuilder digits = new();
        var i = start;
        for (var digit = At(text, i); digit.Value >= 0; digit = At(text, i))
        {
            digits.Append((char)('0' + digit.Value));
            i += digit.Length;
        }

        return (digits.ToString(), i);
    }
}

using System.Globalization;

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
}

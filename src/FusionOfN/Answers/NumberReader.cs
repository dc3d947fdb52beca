using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Reads the numbers of a text in any script's digits and writes them in one canonical form.</summary>
internal sealed partial class NumberReader(char? decimalSeparator)
{
    private const int LargestExponent = 50;

    /// <summary>The number that a text consists of, but for currency and percent signs and spaces; null when it holds anything else.</summary>
    public string? ReadWhole(string text)
    {
        text = text.Replace(@"\$", "$", StringComparison.Ordinal).Replace(@"\%", "%", StringComparison.Ordinal).Trim();
        if (LatexFraction().Match(text) is { Success: true } match)
            return Fraction(match.Groups["top"].Value, match.Groups["bottom"].Value, match.Groups["minus"].Length > 0);

        return ReadAll(text, 0).FirstOrDefault() is { Value: not null } number
            && IsOrnament(text.AsSpan(0, number.Start)) && IsOrnament(text.AsSpan(number.End))
                ? number.Value
                : null;
    }

    /// <summary>All numbers of a text from an index on, in order.</summary>
    public IEnumerable<ReadNumber> ReadAll(string text, int start)
    {
        for (var i = start; i < text.Length;)
        {
            if (DigitAt(text, i).Value < 0)
            {
                i++;
                continue;
            }

            var number = ReadAt(text, i, start);
            yield return number;
            i = number.End;
        }
    }

    private ReadNumber ReadAt(string text, int digits, int limit)
    {
        var (integer, fraction, end) = ReadGroups(text, digits).Resolve(decimalSeparator);
        var start = digits;
        if (fraction.Length == 0 && StartsWithPoint(text, digits, limit))
            (integer, fraction, start) = ("0", integer, digits - 1);
        (start, var negative) = FindSign(text, start, limit);

        if (fraction.Length == 0 && FractionBar(text, digits, end) is { } bar && Fraction(integer, bar.Digits, negative) is { } quotient)
            return new(start, bar.End, quotient);
        (end, var exponent) = FindExponent(text, end);
        return new(start, end, Canonical(integer, fraction, exponent, negative));
    }

    private static DigitGroups ReadGroups(string text, int start)
    {
        DigitGroups groups = new();
        var (digits, end) = ReadDigits(text, start);
        groups.Add(DigitGroups.Grouping, digits, end);
        while (SeparatorAt(text, end) is { Length: > 0 } separator && DigitAt(text, end + separator.Length).Value >= 0)
        {
            (digits, end) = ReadDigits(text, end + separator.Length);
            groups.Add(separator.Kind, digits, end);
        }

        return groups;
    }

    private static (string Digits, int End) ReadDigits(string text, int start)
    {
        StringBuilder digits = new();
        var i = start;
        for (var digit = DigitAt(text, i); digit.Value >= 0; digit = DigitAt(text, i))
        {
            digits.Append((char)('0' + digit.Value));
            i += digit.Length;
        }

        return (digits.ToString(), i);
    }

    private static (int Value, int Length) DigitAt(string text, int index)
    {
        if (index >= text.Length)
            return (-1, 0);
        if (char.IsAscii(text[index]))
            return (char.IsAsciiDigit(text[index]) ? text[index] - '0' : -1, 1);
        return (CharUnicodeInfo.GetDecimalDigitValue(text, index), char.IsHighSurrogate(text[index]) ? 2 : 1);
    }

    private static (char Kind, int Length) SeparatorAt(string text, int index)
    {
        if (index >= text.Length)
            return default;
        if (string.CompareOrdinal(text, index, "{,}", 0, 3) == 0)
            return (DigitGroups.Grouping, 3);
        if (string.CompareOrdinal(text, index, @"\,", 0, 2) == 0)
            return (DigitGroups.Grouping, 2);
        return text[index] switch
        {
            '.' or '．' => ('.', 1),
            ',' => (',', 1),
            ' ' or '\u00a0' or '\u202f' or '\u2009' or '\'' or '’' or '_' or '，' or '\u066c' => (DigitGroups.Grouping, 1),
            '\u066b' => (DigitGroups.Decimal, 1),
            _ => default,
        };
    }

    private static bool StartsWithPoint(string text, int digits, int limit) =>
        digits > limit && text[digits - 1] == '.'
        && (digits - 1 == limit || text[digits - 2] is '(' or '='
            || char.IsWhiteSpace(text[digits - 2]) || IsMinus(text[digits - 2]) || IsCurrency(text[digits - 2]));

    private static (int Start, bool Negative) FindSign(string text, int start, int limit)
    {
        var sign = start - 1;
        if (sign >= limit && IsCurrency(text[sign]))
            sign--;
        var detached = sign >= limit && text[sign] == ' ';
        if (detached)
            sign--;
        if (sign < limit || !IsMinus(text[sign]))
            return (start, false);

        // A minus behind a value subtracts, one behind another dash is a dash. Before a space it is a sign only where a value is due.
        var before = sign - 1;
        while (before >= 0 && text[before] == ' ')
            before--;
        if (detached)
            return before >= 0 && text[before] is '=' or ':' or '：' or '(' ? (sign, true) : (start, false);
        var isBinary = before >= 0
            && (char.IsDigit(text[before]) || text[before] is ')' or ']' or '}' or '%' || IsMinus(text[before])
                || (before == sign - 1 && (char.IsLetter(text[before]) || IsCurrency(text[before]))));
        return isBinary ? (start, false) : (sign, true);
    }

    private static (string Digits, int End)? FractionBar(string text, int start, int end)
    {
        if (end + 1 >= text.Length || text[end] is not ('/' or '\u2044') || (start > 0 && text[start - 1] == '/'))
            return null;
        var (digits, after) = ReadDigits(text, end + 1);
        // A second bar makes it a date.
        return digits.Length > 0 && (after == text.Length || text[after] is not '/') ? (digits, after) : null;
    }

    private static (int End, int Exponent) FindExponent(string text, int end)
    {
        var match = ExponentPart().Match(text, end);
        return match.Success && int.TryParse(match.Groups["value"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && Math.Abs(exponent) <= LargestExponent
                ? (end + match.Length, exponent)
                : (end, 0);
    }

    private static string Canonical(string integer, string fraction, int exponent, bool negative)
    {
        if (exponent > 0)
        {
            fraction = fraction.PadRight(exponent, '0');
            (integer, fraction) = (integer + fraction[..exponent], fraction[exponent..]);
        }
        else if (exponent < 0)
        {
            integer = integer.PadLeft(-exponent, '0');
            (integer, fraction) = (integer[..^-exponent], integer[^-exponent..] + fraction);
        }

        integer = integer.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (integer.Length == 0)
            integer = "0";
        var value = fraction.Length == 0 ? integer : $"{integer}.{fraction}";
        return negative && value != "0" ? "-" + value : value;
    }

    /// <summary>A quotient as a whole number or a decimal where it has one, else reduced; null for a zero below the bar.</summary>
    private static string? Fraction(string top, string bottom, bool negative)
    {
        var (over, under) = (BigInteger.Parse(top, CultureInfo.InvariantCulture), BigInteger.Parse(bottom, CultureInfo.InvariantCulture));
        if (under.IsZero)
            return null;
        var divisor = BigInteger.GreatestCommonDivisor(over, under);
        (over, under) = (over / divisor, under / divisor);
        for (var places = 0; places <= LargestExponent; places++)
        {
            var (quotient, remainder) = BigInteger.DivRem(over * BigInteger.Pow(10, places), under);
            if (remainder.IsZero)
                return Canonical(quotient.ToString(CultureInfo.InvariantCulture), "", -places, negative);
        }

        return $"{(negative ? "-" : "")}{over}/{under}";
    }

    private static bool IsMinus(char value) => value is '-' or '\u2212' or '\uff0d' or '\ufe63';

    private static bool IsCurrency(char value) => char.GetUnicodeCategory(value) == UnicodeCategory.CurrencySymbol;

    private static bool IsOrnament(ReadOnlySpan<char> text)
    {
        foreach (var value in text)
        {
            if (!char.IsWhiteSpace(value) && !IsCurrency(value) && value is not ('%' or '٪' or '％' or '.' or '+'))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\G[eE](?<value>[+-]?[0-9]{1,3})(?![\p{L}\p{N}])")]
    private static partial Regex ExponentPart();

    [GeneratedRegex(@"^\$?(?<minus>-?)\s*\\[dt]?frac\s*\{\s*(?<top>[0-9]+)\s*\}\s*\{\s*(?<bottom>[0-9]+)\s*\}\s*\$?$")]
    private static partial Regex LatexFraction();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Reads the numbers of a text in any script's digits and writes them in one canonical form.</summary>
internal sealed partial class NumberReader(char? decimalSeparator)
{
    private const int LargestExponent = 50;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly string[] Currencies = ["USD", "US", "EUR", "GBP", "INR", "Rs", "RM", "CHF", "CAD", "AUD", "SGD", "HKD", "NT", "JPY", "CNY", "RMB", "KRW", "Rp", "IDR", "VND", "BRL", "MXN", "Ksh", "KES", "NGN", "PHP", "R"];

    /// <summary>All numbers of a text from an index on, in order, and the formulas in it that are none.</summary>
    public IEnumerable<ReadNumber> ReadAll(string text, int start)
    {
        for (var i = start; i < text.Length;)
        {
            if (InlineMath.At(text, i) is { } formula)
            {
                if (ReadFormula(formula.Content, i, formula.End, text, start) is { } value)
                    yield return value;
                i = formula.End;
            }
            else if (VulgarFractions.Of(text[i]) is { } vulgar)
            {
                var (from, negative) = FindSign(text, i, start);
                yield return new(from, i + 1, Fraction($"{vulgar.Top}", $"{vulgar.Bottom}", negative));
                i++;
            }
            else if (Digits.At(text, i).Value < 0)
            {
                i++;
            }
            else if (IsPartOfAWord(text, i, start))
            {
                i = EndOfWord(text, i);
            }
            else
            {
                var number = ReadAt(text, i, start);
                yield return number;
                i = number.End;
            }
        }
    }

    private ReadNumber? ReadFormula(string content, int start, int end, string text, int limit)
    {
        (start, var negative) = content.StartsWith('\\') || content.StartsWith('√') ? FindSign(text, start, limit) : (start, false);
        var value = MathForm.NumberOf(negative ? $"-{content}" : content, decimalSeparator);
        return value is not null || content.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? new(start, end, value) : null;
    }

    private ReadNumber ReadAt(string text, int digits, int limit, int zerosAround = int.MaxValue)
    {
        var (integer, fraction, end) = DigitGroups.Read(text, digits).Resolve(decimalSeparator);
        var start = digits;
        if (fraction.Length == 0 && StartsWithPoint(text, digits, limit))
            (integer, fraction, start) = ("0", integer, digits - 1);
        (start, var negative) = FindSign(text, start, limit);

        if (fraction.Length == 0 && FractionBar(text, digits, end) is { } bar && Fraction(integer, bar.Digits, negative) is { } quotient)
            return new(start, bar.End, quotient);
        if (Rational.Parse(integer, fraction) is { } value && Extended(text, end, value, fraction.Length == 0, IsMoney(text, digits, limit), zerosAround) is { } extended)
            return new(start, extended.End, extended.Value is { } whole ? (negative ? -whole : whole).ToString() : null);
        (end, var exponent) = FindExponent(text, end);
        return new(start, end, DigitGroups.Canonical(integer, fraction, exponent, negative));
    }

    /// <summary>What goes on behind a number and belongs to it: a power, a power of ten, a fraction, a word for a large number; no value when it is a formula beyond that.</summary>
    private (Rational? Value, int End)? Extended(string text, int end, Rational value, bool isWhole, bool isMoney, int zerosAround)
    {
        if (isWhole && VulgarFractions.Of(At(text, end) == ' ' ? At(text, end + 1) : At(text, end)) is { } vulgar)
            return (Rational.Of(vulgar.Top, vulgar.Bottom) is { } less ? value + less : null, end + (At(text, end) == ' ' ? 2 : 1));
        if (VariablePart().Match(text, end) is { Success: true } variable)
            return (null, end + variable.Length);
        if (PowerPart().Match(text, end) is { Success: true } power)
            return (Exponent(power) is { } exponent ? value.Power(exponent) : null, end + power.Length);
        if (TenPart().Match(text, end) is { Success: true } tens)
            return (Exponent(tens) is { } zeros && Rational.Of(10, 1)?.Power(zeros) is { } scale ? value * scale : null, end + tens.Length);
        if (isWhole && MixedPart().Match(text, end) is { Success: true } mixed
            && Rational.Parse(Digits.Read(mixed.Groups["top"].Value, 0).Digits, "") is { } top && Rational.Parse(Digits.Read(mixed.Groups["bottom"].Value, 0).Digits, "") is { } bottom
            && top.Top < bottom.Top && top / bottom is { } part)
            return (value + part, end + mixed.Length);
        if (FormulaPart().Match(text, end) is { Success: true } command)
        {
            var formula = InlineMath.At(text, end + command.Length);
            var content = string.Create(CultureInfo.InvariantCulture, $"{value} {formula?.Content}");
            return (formula is null ? null : Formula.Value(LatexTokens.Read(content), '.'), formula?.End ?? end + command.Length);
        }

        if (Multipliers.At(text, end, isMoney) is { Zeros: > 0 } word && Rational.Of(System.Numerics.BigInteger.Pow(10, word.Zeros), 1) is { } many && value * many is { } product)
            return word.Zeros < zerosAround ? WithRest(text, word.End, product, word.Zeros) : (product, word.End);
        return null;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';

    // "3万5000" and "1億2千万": what is less goes on. Each step has fewer zeros, so that "1万1万1万" without end is not followed.
    private (Rational? Value, int End) WithRest(string text, int end, Rational value, int zeros)
    {
        end = end + 1 < text.Length && text[end] == ' ' && char.IsLetter(text[end - 1]) && !IsLatinKind(text[end - 1]) && Digits.At(text, end + 1).Value >= 0 ? end + 1 : end;
        if (Digits.At(text, end).Value < 0)
            return (value, end);
        var rest = ReadAt(text, end, end, zeros);
        var (digits, _) = Digits.Read(rest.Value ?? "", 0);
        return digits.Length == rest.Value?.Length && digits.Length <= zeros && Rational.Parse(digits, "") is { } less ? (value + less, rest.End) : (value, end);
    }

    private static Rational? Exponent(Match match)
    {
        var value = match.Groups["exponent"].Value;
        if (value.Length > 0 && Superscripts.Contains(value[^1]))
            value = string.Concat(value.Select(digit => digit == '⁻' ? "-" : Superscripts.IndexOf(digit, StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture)));
        return int.TryParse(value.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? Rational.Of(exponent, 1) : null;
    }

    // The digits of H2O, x1, cm^2 and a_3 count nothing; those of USD18 and 2x3 do, and those behind letters of scripts without spaces.
    private static bool IsPartOfAWord(string text, int index, int limit)
    {
        if (index == limit)
            return false;
        if (text[index - 1] is '^' or '_' || (text[index - 1] == '{' && index - 2 >= limit && text[index - 2] is '^' or '_'))
            return true;
        var start = index;
        while (start > limit && IsLatinKind(text[start - 1]))
            start--;
        // "COVID-19", "F-16"; what stands before the hyphen of a negative number is no letter.
        if (start == index && index - 2 >= limit && text[index - 1] == '-' && char.IsAsciiLetter(text[index - 2]))
            return !IsCurrencyCode(text, limit, index - 1);
        var letters = text.AsSpan(start, index - start);
        if (letters.Length == 0 || (start > limit && text[start - 1] == '\\'))
            return false;
        var isTimes = letters is "x" or "X" && start > limit && char.IsAsciiDigit(text[start - 1]);
        return !isTimes && !Currencies.Contains(letters.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsCurrencyCode(string text, int limit, int end)
    {
        var start = end;
        while (start > limit && IsLatinKind(text[start - 1]))
            start--;
        return Currencies.Contains(text[start..end], StringComparer.OrdinalIgnoreCase);
    }

    private static int EndOfWord(string text, int index)
    {
        while (index < text.Length && (Digits.At(text, index).Value >= 0 || IsLatinKind(text[index]) || (text[index] is '.' or ',' && Digits.At(text, index + 1).Value >= 0)))
            index++;
        return index;
    }

    private static bool IsLatinKind(char value) => char.IsLetter(value) && value < '\u0530';

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
        var (digits, after) = Digits.Read(text, end + 1);
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

    /// <summary>A quotient as a whole number or a decimal where it has one, else reduced; null for a zero below the bar.</summary>
    private static string? Fraction(string top, string bottom, bool negative) =>
        Rational.Parse(top, "") is { } over && Rational.Parse(bottom, "") is { } under && over / under is { } quotient ? (negative ? -quotient : quotient).ToString() : null;

    private static bool IsMinus(char value) => value is '-' or '\u2212' or '\uff0d' or '\ufe63';

    private static bool IsMoney(string text, int digits, int limit) => text.AsSpan(limit, digits - limit).TrimEnd(' ') is [.., var sign] && IsCurrency(sign);

    private static bool IsCurrency(char value) => char.GetUnicodeCategory(value) == UnicodeCategory.CurrencySymbol;

    [GeneratedRegex(@"\G[eE](?<value>[+-]?[0-9]{1,3})(?![\p{L}\p{N}])")]
    private static partial Regex ExponentPart();

    [GeneratedRegex(@"\G(?: ?\^ ?(?:\{ ?(?<exponent>[-−]?[0-9]{1,3}) ?\}|\((?<exponent>[-−]?[0-9]{1,3})\)|(?<exponent>[-−]?[0-9]{1,3}))|(?<exponent>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")]
    private static partial Regex PowerPart();

    [GeneratedRegex(@"\G ?(?:[×x*·⋅]|\\times|\\cdot) ?10(?: ?\^ ?(?:\{ ?(?<exponent>[-−]?[0-9]{1,3}) ?\}|(?<exponent>[-−]?[0-9]{1,3}))|(?<exponent>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))")]
    private static partial Regex TenPart();

    [GeneratedRegex(@"\G[ \u00a0](?:and )?(?<top>[0-9]{1,3})[/\u2044](?<bottom>[0-9]{1,3})(?![0-9/])")]
    private static partial Regex MixedPart();

    // "3x + 2", "2n": a name of something directly behind, where no word, digit or other letter follows.
    [GeneratedRegex(@"\G[xyznab](?![\p{L}\p{N}]| ?\p{L}{2}|['’-]\p{L})")]
    private static partial Regex VariablePart();

    // A fraction, a root or a constant directly behind.
    [GeneratedRegex(@"\G ?(?:(?=\\[dtc]?frac|\\sqrt|√)|\\pi(?![A-Za-z])|π)")]
    private static partial Regex FormulaPart();
}

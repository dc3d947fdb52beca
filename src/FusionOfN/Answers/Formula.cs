using System.Collections.Frozen;
using System.Text;

namespace FusionOfN;

/// <summary>Works a formula out where it is a number: digits, fractions, powers, roots of squares, and the four operations. What it does not understand has no value.</summary>
internal sealed class Formula
{
    private const int MaxDepth = 32;

    /// <summary>From here on letters in a row are a word and no product of names.</summary>
    private const int MinWordLength = 4;

    private static readonly FrozenSet<string> Units = new[]
    {
        "cm", "mm", "km", "nm", "ft", "yd", "mi", "in", "kg", "mg", "lb", "lbs", "oz", "ml", "mL", "hr", "hrs", "min", "sec", "mph", "kph", "rad", "deg", "pts", "USD", "EUR", "GBP", "yen", "won", "day", "cup", "km2", "sq", "cu",
        "men", "cm2", "Uhr", "kWh", "MHz", "GHz", "Hz", "ms", "円", "元", "个", "個", "원", "人", "度", "米", "年", "日", "天", "개", "명", "분",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words behind a number that are no unit: with another one it is another answer.</summary>
    private static readonly FrozenSet<string> Meaning = new[]
    {
        "am", "pm", "a.m", "p.m", "o'clock", "north", "south", "east", "west", "BC", "AD", "BCE", "CE", "left", "right", "up", "down", "more", "less", "fewer", "older", "younger", "before",
        "after", "ago", "later", "above", "below", "profit", "loss", "gain", "increase", "decrease", "remainder", "r", "base", "mod", "dozen", "score", "hundred", "or", "and", "to", "not", "plus", "minus", "times",
        "clockwise", "counterclockwise", "forward", "backward", "faster", "slower", "squared", "cubed", "half", "halves", "third", "thirds", "quarter", "quarters",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<string> _tokens;
    private readonly char? _decimalSeparator;
    private int _place;
    private int _depth;

    private Formula(IReadOnlyList<string> tokens, char? decimalSeparator)
    {
        _tokens = tokens;
        _decimalSeparator = decimalSeparator;
    }

    /// <summary>The value of all tokens together; null when they are not one number.</summary>
    public static Rational? Value(IReadOnlyList<string> tokens, char? decimalSeparator = null)
    {
        Formula formula = new(tokens, decimalSeparator);
        if (formula.IsRange())
            return null;
        var value = formula.Sum();
        value = formula.Multiplied(value);
        formula.SkipUnit();
        return formula._place == tokens.Count ? value : null;
    }

    private string Current
    {
        get
        {
            while (_place < _tokens.Count && _tokens[_place] == " ")
                _place++;
            return _place < _tokens.Count ? _tokens[_place] : "";
        }
    }

    private bool Take(string token)
    {
        if (Current != token)
            return false;
        _place++;
        return true;
    }

    // "10-20" without spaces is from ten to twenty rather than minus ten.
    private bool IsRange()
    {
        var low = Digits(0, out var end);
        if (low.Length == 0 || end == _tokens.Count || _tokens[end] != "-")
            return false;
        var high = Digits(end + 1, out var behind);
        return high.Length > 0 && (behind == _tokens.Count || _tokens[behind] is " " or [LatexTokens.Words, ..])
            && Rational.Parse(low, "") is { } from && Rational.Parse(high, "") is { } to && from.Top < to.Top;
    }

    // "3.5 million": the word is a factor and no unit.
    private Rational? Multiplied(Rational? value)
    {
        _ = Current;
        if (value is null || _place == _tokens.Count)
            return value;
        var isWords = _tokens[_place][0] == LatexTokens.Words;
        var words = isWords ? _tokens[_place][1..] : Letters();
        if (Multipliers.At(words, 0, isMoney: false) is not { Zeros: > 0 } word)
            return value;
        // What stands behind it in the same words is a unit: "million people".
        if (isWords && word.End < words.Length && SaysMore(words[word.End..]))
            return value;
        _place += isWords ? 1 : word.End;
        return Rational.Of(System.Numerics.BigInteger.Pow(10, word.Zeros), 1) is { } factor ? value.Value * factor : null;
    }

    private Rational? Sum()
    {
        if (++_depth > MaxDepth)
            return null;
        var value = Product();
        while (value is not null && Current is "+" or "-")
        {
            var isMinus = Take("-") || !Take("+");
            value = Product() is { } next ? value.Value + (isMinus ? -next : next) : null;
        }

        _depth--;
        return value;
    }

    private Rational? Product()
    {
        var value = Signed();
        while (value is not null)
        {
            if (Take("*"))
                value = Signed() is { } factor ? value.Value * factor : null;
            else if (Take("/"))
                value = Signed() is { } divisor ? value.Value / divisor : null;
            else if (Current is "(" or @"\frac" or @"\sqrt")
                value = Beside(value.Value);
            else
                break;
        }

        return value;
    }

    // Side by side: "2\frac{1}{2}" is a mixed number, everything else a product.
    private Rational? Beside(Rational value)
    {
        var isMixed = Current == @"\frac" && value.IsWhole;
        if (Power() is not { } next)
            return null;
        return isMixed && next.Top.Sign > 0 && next.Top < next.Bottom ? value + (value.Top.Sign < 0 ? -next : next) : value * next;
    }

    private Rational? Signed()
    {
        if (++_depth > MaxDepth)
            return null;
        var value = Take("-") ? Signed() is { } negative ? -negative : null : Take("+") ? Signed() : Power();
        _depth--;
        return value;
    }

    private Rational? Power()
    {
        var value = Atom();
        if (value is not null && Take("^"))
            value = Argument() is { } exponent ? value.Value.Power(exponent) : null;
        return value;
    }

    private Rational? Atom()
    {
        if (Take("("))
            return Sum() is { } inner && Take(")") ? inner : null;
        if (Take("{"))
            return Sum() is { } inner && Take("}") ? inner : null;
        if (Take(@"\frac"))
            return Argument() is { } top && Argument() is { } bottom ? top / bottom : null;
        if (Take(@"\sqrt"))
            return Current != "[" && Argument() is { } square ? square.Root() : null;
        return Number();
    }

    /// <summary>What a command takes: a group, or the next digit alone, as TeX has it.</summary>
    private Rational? Argument()
    {
        if (Current == "{" || Current == "(" || Current.StartsWith('\\'))
            return Atom();
        if (Take("-"))
            return Argument() is { } negative ? -negative : null;
        var digit = Current;
        if (digit.Length != 1 || !char.IsAsciiDigit(digit[0]))
            return null;
        _place++;
        return Rational.Parse(digit, "");
    }

    private Rational? Number()
    {
        _ = Current;
        var (groups, place) = (new DigitGroups(), _place);
        if (place + 1 < _tokens.Count && _tokens[place] == "." && IsDigit(place + 1))
        {
            var decimals = Digits(place + 1, out _place);
            return Rational.Parse("", decimals);
        }

        if (!IsDigit(place))
            return null;
        groups.Add(DigitGroups.Grouping, Digits(place, out place), place);
        while (Separator(place) is { Length: > 0 } separator && IsDigit(place + separator.Length))
            groups.Add(separator.Kind, Digits(place + separator.Length, out place), place);
        var (integer, fraction, end) = groups.Resolve(_decimalSeparator ?? '.');
        _place = end;
        if (Exponent() is { } exponent)
            return Rational.Parse(integer, fraction) is { } digits && Rational.Of(10, 1)?.Power(exponent) is { } scale ? digits * scale : null;
        if (fraction.Length == 0 && Fraction() is { } mixed && Rational.Parse(integer, "") is { } whole)
            return whole + mixed;
        return Rational.Parse(integer, fraction);
    }

    // "3.5e4"; the number e has no digits behind it.
    private Rational? Exponent()
    {
        var place = _place + 1;
        if (place >= _tokens.Count || _tokens[_place] is not ("e" or "E"))
            return null;
        var isNegative = _tokens[place] == "-";
        place += isNegative || _tokens[place] == "+" ? 1 : 0;
        var digits = Digits(place, out var end);
        if (digits.Length is 0 or > 3 || Rational.Parse(digits, "") is not { } exponent)
            return null;
        _place = end;
        return isNegative ? -exponent : exponent;
    }

    // "2 1/2": a space, and less than one behind it.
    private Rational? Fraction()
    {
        var start = _place;
        if (start >= _tokens.Count || _tokens[start] != " " || Current is not { Length: 1 } || !IsDigit(_place))
        {
            _place = start;
            return null;
        }

        var top = Digits(_place, out var bar);
        if (bar + 1 < _tokens.Count && _tokens[bar] == "/" && IsDigit(bar + 1)
            && Rational.Parse(top, "") is { } above && Rational.Parse(Digits(bar + 1, out var end), "") is { } below && above.Top < below.Top && above / below is { } fraction)
        {
            _place = end;
            return fraction;
        }

        _place = start;
        return null;
    }

    private (char Kind, int Length) Separator(int place)
    {
        string At(int offset) => place + offset < _tokens.Count ? _tokens[place + offset] : "";
        if (At(0) == "{" && At(1) == "," && At(2) == "}")
            return (DigitGroups.Grouping, 3);
        return At(0) switch
        {
            "." => ('.', 1),
            "," => (',', 1),
            " " or "'" or "’" or "\u066c" => (DigitGroups.Grouping, 1),
            "\u066b" => (DigitGroups.Decimal, 1),
            _ => default,
        };
    }

    private bool IsDigit(int place) => place < _tokens.Count && _tokens[place].Length == 1 && char.IsAsciiDigit(_tokens[place][0]);

    private string Digits(int place, out int end)
    {
        StringBuilder digits = new();
        for (end = place; IsDigit(end); end++)
            digits.Append(_tokens[end]);
        return digits.ToString();
    }

    /// <summary>A unit behind the number says the same as none: words, known short ones, and their powers and quotients. "5ab" is a product and no unit.</summary>
    private void SkipUnit()
    {
        var start = _place;
        while (Current is { Length: > 0 } token)
        {
            var isBehindUnit = _place > start && _tokens[_place - 1] != " ";
            if (token[0] == LatexTokens.Words && token is not (LatexTokens.And or LatexTokens.Or) && !SaysMore(token[1..]))
                _place++;
            else if (Letters() is { Length: > 0 } letters && (letters.Length >= MinWordLength || Units.Contains(letters)) && !SaysMore(letters))
                _place += letters.Length;
            else if (!isBehindUnit || !((Take("^") && Argument() is not null) || Take("/")))
                break;
        }
    }

    private static bool SaysMore(string words) =>
        words.Split([' ', '\u00a0', ',', '~'], StringSplitOptions.RemoveEmptyEntries).Any(word => Meaning.Contains(word.TrimEnd('.')) || Multipliers.At(word, 0, isMoney: false).Zeros > 0);

    private string Letters()
    {
        StringBuilder letters = new();
        for (var i = _place; i < _tokens.Count && _tokens[i] is { Length: 1 } letter && char.IsLetter(letter[0]); i++)
            letters.Append(letter);
        return letters.ToString();
    }
}

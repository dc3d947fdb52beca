namespace FusionOfN;

/// <summary>
/// Runs of digits joined by separators, as they stand in a text: decides which separators group thousands and which one is the decimal mark.
/// </summary>
internal sealed class DigitGroups
{
    /// <summary>A separator that can only group: a space, an apostrophe, an Arabic thousands mark.</summary>
    public const char Grouping = 'g';

    /// <summary>A separator that can only be the decimal mark: the Arabic one.</summary>
    public const char Decimal = 'd';

    /// <summary>Groups of one number; what goes on is a list.</summary>
    private const int MaxGroups = 32;

    private readonly List<string> _groups = [];
    private readonly List<char> _separators = [];
    private readonly List<int> _ends = [];
    private char _before; // the separator between these and digits that were read before

    /// <summary>Reads the runs of digits from a place on that may be one number.</summary>
    public static DigitGroups Read(string text, int start)
    {
        DigitGroups groups = new() { _before = start >= 2 && Digits.At(text, start - 2).Value >= 0 ? SeparatorAt(text, start - 1).Kind : default };
        var (digits, end) = Digits.Read(text, start);
        groups.Add(DigitGroups.Grouping, digits, end);
        while (groups._groups.Count < MaxGroups && SeparatorAt(text, end) is { Length: > 0 } separator && Digits.At(text, end + separator.Length).Value >= 0)
        {
            (digits, var behind) = Digits.Read(text, end + separator.Length);
            // "1 2 3": what can only group has three digits behind it, else another number begins.
            if (separator.Kind == DigitGroups.Grouping && digits.Length != 3)
                break;
            end = behind;
            groups.Add(separator.Kind, digits, end);
        }

        return groups;
    }

    /// <summary>Adds a run of ASCII digits.</summary>
    /// <param name="separator">What stands before it: '.', ',', <see cref="Grouping"/> or <see cref="Decimal"/>. Not used for the first run.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="end">Index behind the run in the text.</param>
    public void Add(char separator, string digits, int end)
    {
        if (_groups.Count > 0)
            _separators.Add(separator);
        _groups.Add(digits);
        _ends.Add(end);
    }

    /// <summary>Reads as many groups as make one number.</summary>
    /// <param name="decimalSeparator">The decimal mark of the texts, '.' or ','; null to judge from the shape.</param>
    public (string Integer, string Fraction, int End) Resolve(char? decimalSeparator)
    {
        for (var count = _groups.Count; count > 1; count--)
        {
            if (Resolve(count, decimalSeparator) is { } number && (number.Fraction.Length == 0 || !GoesOn(count)))
                return (number.Integer, number.Fraction, _ends[count - 1]);
        }

        return (_groups[0], "", _ends[0]);
    }

    // "1,2,3" and "1.2.3": what would be the decimal mark stands once more, so it is a list or a version.
    private bool GoesOn(int count) => (count < _groups.Count && _separators[count - 1] == _separators[count - 2]) || _before == _separators[count - 2];

    private (string Integer, string Fraction)? Resolve(int count, char? decimalSeparator)
    {
        var last = _separators[count - 2];
        var earlier = _separators[..(count - 2)];
        if (earlier.Count > 0 && earlier.Exists(separator => separator != earlier[0]))
            return null;

        var isDecimal = last == Decimal
            || (last is '.' or ',' && (earlier.Count == 0 ? IsDecimalMark(last, count, decimalSeparator) : last != earlier[0]));
        if (!isDecimal)
            return (earlier.Count == 0 || earlier[0] == last) && IsGrouped(count, last) ? (Joined(count), "") : null;
        return earlier.Count == 0 || IsGrouped(count - 1, earlier[0]) ? (Joined(count - 1), _groups[count - 1]) : null;
    }

    private bool IsDecimalMark(char separator, int count, char? decimalSeparator)
    {
        if (decimalSeparator is { } known)
            return separator == known;
        if (!IsGrouped(count, separator))
            return true;

        // "2,125" groups. "3.125" is a decimal, but no one writes a decimal that fills three places with a zero: "70.000" and "5.600" group.
        return separator == '.' && !_groups[count - 1].EndsWith('0');
    }

    private bool IsGrouped(int count, char separator)
    {
        if (_groups[0].Length > 3 || _groups[0][0] == '0' || _groups[count - 1].Length != 3)
            return count == 1;
        var middle = _groups[1..(count - 1)];
        return middle.TrueForAll(group => group.Length == 3)
            || (separator == ',' && _groups[0].Length <= 2 && middle.TrueForAll(group => group.Length == 2));
    }

    private string Joined(int count) => string.Concat(_groups.Take(count));

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

    /// <summary>A number as the engine compares it: no zeros that say nothing, a point, a minus.</summary>
    public static string Canonical(string integer, string fraction, int exponent, bool negative)
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
}

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

    private readonly List<string> _groups = [];
    private readonly List<char> _separators = [];
    private readonly List<int> _ends = [];

    /// <summary>Number of groups.</summary>
    public int Count => _groups.Count;

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
            if (Resolve(count, decimalSeparator) is { } number)
                return (number.Integer, number.Fraction, _ends[count - 1]);
        }

        return (_groups[0], "", _ends[0]);
    }

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
}

using System.Text;

namespace FusionOfN.Local;

/// <summary>A text in a chat template, with where in it the words of messages stand: they are carried through the template out of band, and never become markers.</summary>
internal sealed class TemplateText
{
    private readonly IReadOnlyList<Range> _foreign;

    private TemplateText(string value, IReadOnlyList<Range> foreign) => (Value, _foreign) = (value, foreign);

    public static TemplateText Empty { get; } = Own("");

    public string Value { get; }

    public int Length => Value.Length;

    public bool IsForeign => _foreign.Count > 0;

    /// <summary>A text of the template itself.</summary>
    public static TemplateText Own(string value) => new(value, []);

    /// <summary>A text from a message.</summary>
    public static TemplateText Foreign(string value) => new(value, value.Length == 0 ? [] : [new Range(0, value.Length)]);

    /// <summary>A text made out of another, character by character no longer the same: from a message when any part of that was.</summary>
    public TemplateText With(string value) => IsForeign ? Foreign(value) : Own(value);

    /// <summary>The stretches of the text in order, each either the template's own or from a message.</summary>
    public IEnumerable<(string Text, bool IsForeign)> Stretches()
    {
        var at = 0;
        foreach (var range in _foreign)
        {
            if (range.Start > at)
                yield return (Value[at..range.Start], false);
            yield return (Value[range.Start..range.End], true);
            at = range.End;
        }

        if (at < Value.Length)
            yield return (Value[at..], false);
    }

    public TemplateText Slice(int start, int length)
    {
        var end = start + length;
        List<Range> foreign = [];
        for (var i = FirstThatEndsBehind(start); i < _foreign.Count && _foreign[i].Start < end; i++)
            foreign.Add(new Range(Math.Max(_foreign[i].Start, start) - start, Math.Min(_foreign[i].End, end) - start));
        return new(Value.Substring(start, length), foreign);
    }

    // The stretches are in order: a text of many of them is cut into many pieces without a look at each for each.
    private int FirstThatEndsBehind(int start)
    {
        var (low, high) = (0, _foreign.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _foreign[middle].End > start ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    public TemplateText Trim(Func<char, bool> isTrimmed, bool atStart = true, bool atEnd = true)
    {
        var (start, end) = (0, Length);
        while (atStart && start < end && isTrimmed(Value[start]))
            start++;
        while (atEnd && end > start && isTrimmed(Value[end - 1]))
            end--;
        return start == 0 && end == Length ? this : Slice(start, end - start);
    }

    public IEnumerable<TemplateText> Split(string separator, int most = int.MaxValue)
    {
        var start = 0;
        for (var count = 0; count < most; count++)
        {
            var at = Value.IndexOf(separator, start, StringComparison.Ordinal);
            if (at < 0)
                break;
            yield return Slice(start, at - start);
            start = at + separator.Length;
        }

        yield return Slice(start, Length - start);
    }

    /// <summary>The words between white space.</summary>
    public IEnumerable<TemplateText> Words()
    {
        var start = -1;
        for (var at = 0; at <= Length; at++)
        {
            var isSpace = at == Length || char.IsWhiteSpace(Value[at]);
            if (!isSpace && start < 0)
                start = at;
            if (isSpace && start >= 0)
                yield return Slice(start, at - start);
            if (isSpace)
                start = -1;
        }
    }

    public TemplateText Replace(TemplateText old, TemplateText by, int most = int.MaxValue) =>
        old.Length == 0 ? this : Join(by, Split(old.Value, most));

    // Texts that grow by doubling end here, long before memory does.
    private const int MaxLength = 16 * 1024 * 1024;

    public static TemplateText Join(TemplateText separator, IEnumerable<TemplateText> parts)
    {
        Builder builder = new(MaxLength);
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst)
                builder.Append(separator);
            builder.Append(part);
            isFirst = false;
        }

        return builder.ToText();
    }

    public static TemplateText operator +(TemplateText left, TemplateText right) => Join(Empty, [left, right]);

    public override string ToString() => Value;

    public override bool Equals(object? other) => other is TemplateText text && text.Value == Value;

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    internal readonly record struct Range(int Start, int End);

    /// <summary>Puts a text together, up to a length.</summary>
    public sealed class Builder(int maxLength)
    {
        private readonly StringBuilder _value = new();
        private readonly List<Range> _foreign = [];

        public void Append(TemplateText text)
        {
            if (_value.Length + (long)text.Length > maxLength)
                throw new TemplateException($"it writes more than {maxLength:N0} characters");

            var at = _value.Length;
            _value.Append(text.Value);
            foreach (var range in text._foreign)
            {
                if (_foreign.Count > 0 && _foreign[^1].End == at + range.Start)
                    _foreign[^1] = new Range(_foreign[^1].Start, at + range.End);
                else
                    _foreign.Add(new Range(at + range.Start, at + range.End));
            }
        }

        public TemplateText ToText() => new(_value.ToString(), [.. _foreign]);
    }
}

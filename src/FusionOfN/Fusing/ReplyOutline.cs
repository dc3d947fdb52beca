using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Follows the lines of a fusor's reply: whether the next one stands inside the comparison or inside a code fence.</summary>
internal sealed partial class ReplyOutline
{
    private const int MinFence = 3;
    private const int MinCodeIndent = 4;

    private char _fence;
    private int _fenceLength;
    private bool _inItem;
    private bool _comparing;

    /// <summary>Whether what comes next stands inside of something.</summary>
    public bool IsInside => _comparing || _fence != default;

    /// <summary>Whether the next line is a quote, an item of a list or part of one, or indented code.</summary>
    public bool IsQuoted(ReadOnlySpan<char> line) => QuoteOrItem().IsMatch(line) || Indent(line) is var indent && (indent >= MinCodeIndent || (_inItem && indent > 0));

    /// <summary>Goes past a line.</summary>
    /// <param name="line">The line without its end.</param>
    public void Pass(ReadOnlySpan<char> line)
    {
        if (!_comparing && _fence == default && ComparisonOpening().IsMatch(line))
            _comparing = true;
        if (_comparing)
        {
            // What a fence holds that was opened inside and never closed is no reason to miss the end.
            if (LastSection.ComparisonEnd().IsMatch(line))
                (_comparing, _fence) = (false, default);
            return;
        }

        if (_fence == default)
            _inItem = Item().IsMatch(line) || (_inItem && (line.IsWhiteSpace() || Indent(line) > 0));
        PassFence(line);
    }

    // A fence ends with a line of the same letters, as many at least and nothing else: so one can show another.
    private void PassFence(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart(" \t");
        if (_fence == default && Item().EnumerateMatches(line) is var items && items.MoveNext())
            start = line[items.Current.Length..].TrimStart(" \t");
        if (start.IsEmpty || start[0] is not ('`' or '~'))
            return;
        var length = start.IndexOfAnyExcept(start[0]) is >= 0 and var end ? end : start.Length;
        if (length < MinFence)
            return;
        if (_fence == default)
            (_fence, _fenceLength) = (start[0], length);
        else if (_fence == start[0] && length >= _fenceLength && start[length..].IsWhiteSpace())
            _fence = default;
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var indent = 0;
        foreach (var letter in line)
        {
            if (letter is not (' ' or '\t'))
                break;
            indent += letter == '\t' ? MinCodeIndent : 1;
        }

        return indent;
    }

    [GeneratedRegex(@"^[ \t*_#`""]{0,16}<\s*comparison\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonOpening();

    [GeneratedRegex(@"^[ \t]*(?:[-*+•][ \t]|[0-9]{1,3}[.)][ \t])", RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    [GeneratedRegex(@"^[ \t]*(?:>|[-*+•][ \t]|[0-9]{1,3}[.)][ \t])", RegexOptions.CultureInvariant)]
    private static partial Regex QuoteOrItem();
}

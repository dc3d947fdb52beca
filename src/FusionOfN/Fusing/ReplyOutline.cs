using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Follows the lines of a fusor's reply: whether the next one stands inside the comparison or inside a code fence.</summary>
internal sealed partial class ReplyOutline
{
    private char _fence;
    private bool _comparing;

    /// <summary>Whether what comes next stands inside of something.</summary>
    public bool IsInside => _comparing || _fence != default;

    /// <summary>Whether a line is a quote or an item of a list.</summary>
    public static bool IsQuoteOrItem(ReadOnlySpan<char> line) => QuoteOrItem().IsMatch(line);

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

        var start = line.TrimStart(" \t");
        if (start.StartsWith("```") || start.StartsWith("~~~"))
            _fence = _fence == default ? start[0] : _fence == start[0] ? default : _fence;
    }

    [GeneratedRegex(@"^[ \t*_#`""]{0,16}<\s*comparison\s*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonOpening();

    [GeneratedRegex(@"^[ \t]*(?:>|[-*+•][ \t]|[0-9]{1,3}[.)][ \t])", RegexOptions.CultureInvariant)]
    private static partial Regex QuoteOrItem();
}

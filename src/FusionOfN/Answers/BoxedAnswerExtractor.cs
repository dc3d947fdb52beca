using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Takes the content of the last <c>\boxed{…}</c> (braces balanced).</summary>
/// <remarks>
/// A plain number is written as <see cref="NumberAnswerExtractor"/> writes it. Otherwise spacing commands, <c>\left</c> and <c>\right</c>, dollar
/// signs and
/// a closing point are dropped, <c>\dfrac</c> and <c>\tfrac</c> become <c>\frac</c>, and <c>\text{…}</c> becomes its content.
/// </remarks>
public sealed partial class BoxedAnswerExtractor : IAnswerExtractor
{
    private readonly NumberReader _numbers = new(null);

    /// <inheritdoc />
    public string Name => "boxed";

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (BoxedText.FindLast(text) is not { } content)
            return null;
        if (_numbers.ReadWhole(content) is { } number)
            return number;

        content = Fraction().Replace(content, @"\frac");
        content = Words().Replace(content, "$1");
        content = Invisible().Replace(content, " ");
        content = CanonicalText.CollapseWhitespace(content).TrimEnd('.');
        return content.Length == 0 ? null : content;
    }

    [GeneratedRegex(@"\\[dt]frac(?![A-Za-z])")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\\(?:text|mathrm|textbf|mathbf)\s*\{([^{}]*)\}")]
    private static partial Regex Words();

    [GeneratedRegex(@"\\[,!;: ]|\\(?:left|right|displaystyle|quad)(?![A-Za-z])|(?<!\\)\$")]
    private static partial Regex Invisible();
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>
/// Finds the final number of a text: the one announced last (<c>\boxed{18}</c>, <c>#### 18</c>, <c>A: 18</c>, "The answer is 18", and the same in
/// many
/// languages), else the last number of all.
/// </summary>
/// <remarks>
/// Digits of every script are read by their value. Currency, percent signs and units are ignored, the sign is kept, <c>18.00</c> is <c>18</c>. A
/// comma or point before exactly three digits groups thousands when that is the likelier reading (<c>2,125</c>, <c>1.234.567</c>, <c>70.000</c>, but not
/// <c>3.125</c>). Powers (<c>10^3</c>), mixed numbers (<c>2 1/2</c>), words for large numbers (<c>1.5 million</c>, <c>3万</c>) and formulas in LaTeX are
/// worked out; a fraction becomes a decimal where it has one, else it is reduced. A formula that is not understood has no number, for no vote is better than
/// a wrong one. Behind a marker the number that stands there counts, of a calculation (<c>Answer: 3 × 6 = 18</c>) the result; where words stand before it,
/// the last number of what is said.
/// </remarks>
public sealed partial class NumberAnswerExtractor : IAnswerExtractor
{
    private static readonly SearchValues<char> Mathematics = SearchValues.Create("\\()[],;^_+*/=|<>≤≥≠&:");

    private readonly NumberReader _numbers;
    private readonly char? _decimalSeparator;

    /// <summary>Creates an extractor.</summary>
    /// <param name="decimalSeparator">The decimal mark of the texts, '.' or ','. The default, null, judges each number by its shape.</param>
    /// <exception cref="ArgumentException"><paramref name="decimalSeparator"/> is neither.</exception>
    public NumberAnswerExtractor(char? decimalSeparator = null)
    {
        if (decimalSeparator is not (null or '.' or ','))
        {
            throw new ArgumentException(
                $"'{decimalSeparator}' is not a decimal separator. Use '.' or ',', or null to judge by shape.", nameof(decimalSeparator));
        }

        _numbers = new(decimalSeparator);
        _decimalSeparator = decimalSeparator;
    }

    /// <inheritdoc />
    public string Name => "number";

    /// <inheritdoc />
    public int? MaxCharacters => AnswerTail.MaxCharacters;

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = AnswerTail.Of(text);
        var content = BoxedText.FindLast(text, out var box);
        var markers = AnswerMarkers.In(text);
        for (var i = markers.Count - 1; i >= 0; i--)
        {
            if (content is not null && box >= markers[i].End)
                break;
            var next = i + 1 < markers.Count ? markers[i + 1].End : text.Length;
            if (AnnouncedNumber.Read(text[markers[i].End..next], markers[i].IsHeading, _numbers) is { } announced)
                return announced.Value;
        }

        return content is not null ? InBox(content) : LastOf(text);
    }

    /// <summary>The last number of a text that counts something; the numbers of a list only where there is no other.</summary>
    private string? LastOf(string text)
    {
        List<ReadNumber> numbers = [.. _numbers.ReadAll(text, 0)];
        string? listed = null;
        for (var i = numbers.Count - 1; i >= 0; i--)
        {
            if (NumberedThings.IsLabelled(text, numbers[i].Start))
                continue;
            if (!NumberedThings.IsListOrSource(text, numbers[i]))
                return numbers[i].Value;
            listed ??= numbers[i].Value;
        }

        return listed;
    }

    /// <summary>A formula that is a number, or words with one number among them; a list, an interval and a formula that is not understood have none.</summary>
    private string? InBox(string content)
    {
        if (MathForm.NumberOf(content, _decimalSeparator) is { } number)
            return number;
        var words = TextCommand().Replace(content, " ");
        return !words.AsSpan().ContainsAny(Mathematics) && _numbers.ReadAll(words, 0).ToList() is [{ } only] ? only.Value : null;
    }

    [GeneratedRegex(@"\\(?:text|textbf|mathrm|mathbf)\s*(?=\{)|(?<!\\)[{}]")]
    private static partial Regex TextCommand();
}

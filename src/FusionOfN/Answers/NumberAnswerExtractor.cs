using System.Buffers;

namespace FusionOfN;

/// <summary>
/// Finds the final number of a text: the one announced last (<c>\boxed{18}</c>, <c>#### 18</c>, <c>A: 18</c>, "The answer is 18", and the same in
/// many
/// languages), else the last number of all.
/// </summary>
/// <remarks>
/// Digits of every script are read by their value. Currency, percent signs and units are ignored, the sign is kept, <c>18.00</c> is <c>18</c>. A
/// comma or point
/// before exactly three digits groups thousands when that is the likelier reading (<c>2,125</c>, <c>1.234.567</c>, <c>70.000</c>, but not
/// <c>3.125</c>).
/// Of an announced calculation (<c>Answer: 3 × 6 = 18</c>) the result is taken. A fraction becomes a decimal where it has one, else it is reduced.
/// </remarks>
public sealed class NumberAnswerExtractor : IAnswerExtractor
{
    private static readonly SearchValues<char> Operators = SearchValues.Create(" \t\u00a0+-−–*/x×·÷^=≈()[]<>$€£\\{}");

    private readonly NumberReader _numbers;

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
    }

    /// <inheritdoc />
    public string Name => "number";

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? boxed = null;
        if (BoxedText.FindLast(text, out var box) is { } content)
            boxed = _numbers.ReadWhole(content) ?? LastNumber(content);

        var markers = AnswerMarkers.EndsIn(text);
        for (var i = markers.Count - 1; i >= 0; i--)
        {
            if (boxed is not null && box >= markers[i])
                return boxed;
            if (Announced(text, markers[i]) is { } number)
                return number;
        }

        return boxed ?? LastNumber(text);
    }

    private string? LastNumber(string text)
    {
        string? last = null;
        foreach (var number in _numbers.ReadAll(text, 0))
            last = number.Value;
        return last;
    }

    private string? Announced(string text, int start)
    {
        var end = EndOfStatement(text, start);
        ReadNumber? answer = null, previous = null;
        foreach (var number in _numbers.ReadAll(text[..end], start))
        {
            if (previous is null)
            {
                answer = previous = number;
                continue;
            }

            var between = text.AsSpan(previous.Value.End, number.Start - previous.Value.End);
            if (between.ContainsAnyExcept(Operators))
                break;
            if (between.ContainsAny('=', '≈'))
                answer = number;
            previous = number;
        }

        return answer?.Value;
    }

    // The rest of the marker's line, or the next line with text when the marker stands alone on its own.
    private static int EndOfStatement(string text, int start)
    {
        var seen = false;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\n' && seen)
                return i;
            seen |= char.IsLetterOrDigit(text[i]);
        }

        return text.Length;
    }
}

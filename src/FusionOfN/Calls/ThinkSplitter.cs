namespace FusionOfN;

/// <summary>Separates a leading <c>&lt;think&gt;…&lt;/think&gt;</c> block from the answer while it streams.</summary>
/// <remarks>Only a block that opens the reply counts: the same tag inside an answer is text.</remarks>
internal sealed class ThinkSplitter
{
    private const string Open = "<think>";
    private const string Close = "</think>";
    private string _held = "";
    private Part _part = Part.Start;

    private enum Part
    {
        Start,
        Thinking,
        AfterThinking,
        Answer,
    }

    public CallDelta Append(string text)
    {
        if (_part == Part.Answer && _held.Length == 0)
            return new CallDelta(text, "");

        _held += text;
        var answer = "";
        var reasoning = "";
        while (Step(ref answer, ref reasoning))
        {
        }

        return new CallDelta(answer, reasoning);
    }

    public CallDelta Complete()
    {
        var rest = _held;
        _held = "";
        return _part == Part.Thinking ? new CallDelta("", rest) : new CallDelta(rest, "");
    }

    /// <summary>Moves on by one part; false when more text is needed first.</summary>
    private bool Step(ref string answer, ref string reasoning)
    {
        switch (_part)
        {
            case Part.Start:
                var start = _held.TrimStart();
                if (start.StartsWith(Open, StringComparison.Ordinal))
                {
                    _held = start[Open.Length..];
                    _part = Part.Thinking;
                    return true;
                }

                if (Open.StartsWith(start, StringComparison.Ordinal))
                    return false;

                _part = Part.Answer;
                return true;

            case Part.Thinking:
                var end = _held.IndexOf(Close, StringComparison.Ordinal);
                var safe = end >= 0 ? end : _held.Length - HeldBack(_held);
                reasoning += _held[..safe];
                _held = end >= 0 ? _held[(end + Close.Length)..] : _held[safe..];
                if (end < 0)
                    return false;

                _part = Part.AfterThinking;
                return true;

            case Part.AfterThinking:
                _held = _held.TrimStart();
                if (_held.Length == 0)
                    return false;

                _part = Part.Answer;
                return true;

            default:
                answer += _held;
                _held = "";
                return false;
        }
    }

    /// <summary>The length of the longest end of the text that may be the beginning of the closing tag.</summary>
    private static int HeldBack(string text)
    {
        for (var length = Math.Min(Close.Length - 1, text.Length); length > 0; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(Close.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}

using System.Text;

namespace FusionOfN;

/// <summary>Separates what a model thinks from what it answers while the reply streams, by the marks of <see cref="ReasoningMark"/>.</summary>
/// <remarks>
/// A block counts where a reply or a line of it begins, outside of code: the same marks inside a line are text. Blocks may stand one after another, behind a
/// preface, and in one another. A block that never ends is reasoning where it opens the reply, and text where an answer stands before it.
/// </remarks>
internal sealed class ReasoningSplitter
{
    private const int FenceLength = 3;
    private const int MaxIndent = 3;

    private string _held = "";
    private int _at; // what of it stands before is read
    private Block? _block; // that is open
    private bool _atLineStart = true;
    private bool _hasAnswer;
    private bool _hasControl;
    private bool _trims;
    private char _fence;

    private ReadOnlySpan<char> Held => _held.AsSpan(_at);

    /// <summary>Takes the next piece of the reply.</summary>
    public CallDelta Append(string text)
    {
        if (IsPlain(text))
            return new CallDelta(text, "");

        (_held, _at) = (_at == _held.Length ? text : string.Concat(Held, text), 0);
        Stretches answer = new(_held);
        Stretches reasoning = new(_held);
        while (_at < _held.Length && (_block is null ? ReadAnswer(ref answer, final: false) : ReadBlock(ref reasoning)))
        {
        }

        return new CallDelta(answer.ToString(), reasoning.ToString());
    }

    /// <summary>Ends the reply.</summary>
    /// <param name="cutOff">Whether it was cut off: then a block without an end is a thought that was cut off, wherever it stands.</param>
    /// <param name="takenBack">How many characters at the end of all reasoning given so far are none after all.</param>
    public CallDelta Complete(bool cutOff, out int takenBack)
    {
        takenBack = 0;
        if (_block is null)
        {
            Stretches answer = new(_held);
            while (_at < _held.Length && ReadAnswer(ref answer, final: true))
            {
            }

            return new CallDelta(answer.ToString(), "");
        }

        var given = _block.Text.Length;
        var rest = _held[_at..];
        _at = _held.Length;
        _block.Text.Append(rest);
        var block = _block.Text.ToString();

        // A mark that was only talked about made it deeper than it is: the last end was the end.
        if (_block.LastInnerClose is { End: > 0 } close)
        {
            takenBack = given - close.Start;
            return new CallDelta(block[close.End..].TrimStart(), "");
        }

        // Models begin with one tag and end with another. Where its own end never came, that one was meant.
        if (!cutOff && !_hasAnswer && ReasoningMark.FindOtherClose(block) is { } other)
        {
            takenBack = given - other.At;
            return new CallDelta(block[other.End..].TrimStart(), "");
        }

        if (!_hasAnswer || cutOff)
            return new CallDelta("", rest);
        takenBack = given;
        return new CallDelta(_block.OpenedAs + block, "");
    }

    // In the middle of a line no mark counts but a control token, and that only where the reply had one: most pieces of most replies.
    private bool IsPlain(string text) =>
        _block is null && _at == _held.Length && _hasAnswer && !_atLineStart && !_hasControl && !_trims && !text.Contains('\n');

    /// <summary>Reads a piece of the answer; false when more text is needed first.</summary>
    private bool ReadAnswer(ref Stretches answer, bool final)
    {
        if (_trims && char.IsWhiteSpace(_held[_at]))
        {
            _at = _held.Length - Held.TrimStart().Length;
            return true;
        }

        if (_atLineStart || (_hasControl && _held[_at] == '<'))
        {
            var begin = Held.TrimStart(_hasAnswer ? " \t" : " \t\r\n\uFEFF");
            var indent = Held.Length - begin.Length;
            var mayCount = indent <= MaxIndent || !_hasAnswer;
            if (!final && (begin.IsEmpty || (mayCount && (MayBecomeMark(begin) || MayBecomeFence(begin)))))
                return false;
            if (mayCount && PassMark(indent))
                return true;
            if (mayCount && _atLineStart)
                NoteFence(begin);
        }

        // Up to the next place where a mark counts.
        var held = Held;
        var line = held.IndexOf('\n');
        var length = line < 0 ? held.Length : line + 1;
        if (_hasControl && held[1..length].IndexOf('<') is var control and >= 0)
            length = control + 1;
        Emit(ref answer, length);
        _atLineStart = line >= 0 && length == line + 1;
        return true;
    }

    private bool MayBecomeMark(ReadOnlySpan<char> begin)
    {
        if (!ReasoningMark.IsBegin(begin[0]))
            return false;

        foreach (var mark in ReasoningMark.All)
        {
            if (Counts(mark.IsControl) && mark.Opens(begin) is null)
                return true;
        }

        foreach (var around in ReasoningMark.AroundAnswers)
        {
            if (Counts(isControl: true) && begin.Length < around.Length && around.AsSpan().StartsWith(begin, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Goes into a block, or past a mark around the answer, where one of them stands.</summary>
    private bool PassMark(int indent)
    {
        var begin = Held[indent..];
        if (begin.IsEmpty || !ReasoningMark.IsBegin(begin[0]))
            return false;

        foreach (var mark in ReasoningMark.All)
        {
            if (!Counts(mark.IsControl) || mark.Opens(begin) is not (> 0 and var length))
                continue;

            var behind = _at + indent + length;
            _block = new Block(mark, openedAs: _held[_at..behind]);
            _at = behind;
            _hasControl |= mark.IsControl;
            return true;
        }

        foreach (var around in ReasoningMark.AroundAnswers)
        {
            if (!Counts(isControl: true) || !begin.StartsWith(around, StringComparison.Ordinal))
                continue;

            _at += indent + around.Length;
            (_hasControl, _trims) = (true, !_hasAnswer);
            return true;
        }

        return false;
    }

    // A control token in an answer that began without one is what the answer talks about.
    private bool Counts(bool isControl) => isControl ? _hasControl || !_hasAnswer : _atLineStart && _fence == default;

    private bool MayBecomeFence(ReadOnlySpan<char> begin) => _atLineStart && begin.Length < FenceLength && begin[0] is '`' or '~' && begin.IndexOfAnyExcept(begin[0]) < 0;

    private void NoteFence(ReadOnlySpan<char> begin)
    {
        if (begin.Length < FenceLength || begin[0] is not ('`' or '~') || begin[..FenceLength].IndexOfAnyExcept(begin[0]) >= 0)
            return;
        if (_fence == default)
            _fence = begin[0];
        else if (_fence == begin[0])
            _fence = default;
    }

    private void Emit(ref Stretches answer, int length)
    {
        answer.Add(_at, length);
        _hasAnswer = _hasAnswer || !Held[..length].IsWhiteSpace();
        _trims &= !_hasAnswer;
        _at += length;
    }

    /// <summary>Reads a piece of a block; false when more text is needed first.</summary>
    private bool ReadBlock(ref Stretches reasoning)
    {
        var text = Held;
        var mark = _block!.Mark;
        var (close, length) = mark.FindClose(text);
        var (open, opening) = mark.FindOpen(close < 0 ? text : text[..close]);
        if (open >= 0)
        {
            var behind = open + opening;
            if (IsLineStart(text, open))
                _block.Depth++;
            Think(ref reasoning, behind);
            return true;
        }

        if (close < 0)
        {
            Think(ref reasoning, text.Length - mark.HeldBack(text));
            return false;
        }

        if (--_block.Depth > 0)
        {
            Think(ref reasoning, close + length);
            _block.LastInnerClose = (_block.Text.Length - length, _block.Text.Length);
            return true;
        }

        Think(ref reasoning, close);
        _at += length;
        _block = null;
        (_atLineStart, _trims) = (true, true);
        return true;
    }

    private bool IsLineStart(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at].TrimEnd(" \t");
        if (!before.IsEmpty)
            return before[^1] == '\n';
        var block = _block!.Text;
        for (var i = block.Length - 1; i >= 0; i--)
        {
            if (block[i] is not (' ' or '\t'))
                return block[i] == '\n';
        }

        return true;
    }

    private void Think(ref Stretches reasoning, int length)
    {
        reasoning.Add(_at, length);
        _block!.Text.Append(_held, _at, length);
        _at += length;
    }

    /// <summary>A block of reasoning: all that it holds so far, how deep in blocks of its kind the text is, and where the last inner one ended.</summary>
    private sealed class Block(ReasoningMark mark, string openedAs)
    {
        public ReasoningMark Mark { get; } = mark;

        public string OpenedAs { get; } = openedAs;

        public StringBuilder Text { get; } = new();

        public int Depth { get; set; } = 1;

        public (int Start, int End) LastInnerClose { get; set; }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>
/// Reads a fusor's reply while it arrives and gives out the answer as soon as it is certain, so that it can be shown live.
/// </summary>
/// <remarks>
/// <para>
/// The answer begins behind the first opening mark that starts a line, outside of the comparison, of code, of quotes and of lists: there a fusor may show a mark
/// that a candidate holds. It ends at the first closing mark with nothing behind it on its line; a
/// closing mark
/// in the middle of a line may be the answer's own text, so everything from it on is held back until the reply has shown which it was.
/// Blank lines before the answer and whitespace behind it do not belong to it. Reasoning (<see cref="ReasoningMark"/>) is passed over.
/// </para>
/// <para>For a marked or unclosed answer the pieces, joined, are exactly the answer that <see cref="FusorReply.Parse"/> gives, however the text is
/// cut.</para>
/// <para>Not safe for concurrent use.</para>
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "It is a stream of text, in and out; no one will take it for a System.IO.Stream.")]
public sealed class FusorReplyStream
{
    private const string Decoration = " \t*_#`\"“”'";
    private const int LongestDecoration = 16;
    private const int ShortestCutMark = 7; // "</fused": less may be the answer's own, cut short

    private readonly List<char> _text = [];
    private readonly ReasoningSplitter _reasoning = new();
    private readonly ReplyOutline _outline = new();
    private readonly bool _wholeReply;
    private State _state;
    private int _scan; // everything before this index is decided
    private int _lineSearched;
    private int _tentative = -1;
    private int _near = -1;
    private int _nearEnd;
    private bool _isNearlyClosed;
    private int _answerStart = -1;
    private int _answerEnd = -1;
    private int _shown;
    private bool _completed;

    /// <summary>Creates a reader for one reply.</summary>
    /// <param name="wholeReply">Whether the whole reply is the answer, as with a bare format without marks. The default is false.</param>
    public FusorReplyStream(bool wholeReply = false)
    {
        _wholeReply = wholeReply;
        _state = wholeReply ? State.Leading : State.Searching;
    }

    private enum State
    {
        Searching,
        Leading,
        Answer,
        Ended,
    }

    private ReadOnlySpan<char> Text => CollectionsMarshal.AsSpan(_text);

    /// <summary>Takes the next piece of the reply.</summary>
    /// <param name="delta">Any piece of text, also an empty one or half a mark.</param>
    /// <returns>The part of the answer that has become certain; often empty.</returns>
    /// <exception cref="InvalidOperationException">The reply was completed before.</exception>
    public string Append(string delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        if (_completed)
            throw new InvalidOperationException("The reply is complete. Use a new FusorReplyStream for each reply.");
        _text.AddRange(_reasoning.Append(delta).Text.AsSpan());
        Advance(final: false);
        return Show();
    }

    /// <summary>Ends the reply.</summary>
    /// <param name="reply">The reply as a whole, read.</param>
    /// <returns>The part of the answer that has not been given out yet.</returns>
    public string Complete(out FusorReply reply)
    {
        _completed = true;
        _text.AddRange(_reasoning.Complete(cutOff: false, out _).Text.AsSpan());
        Advance(final: true);
        var all = Text.ToString();
        var comparison = LastSection.Comparison(all);
        if (_state is State.Answer or State.Ended)
        {
            var closed = _state is State.Ended || _wholeReply;
            if (_answerEnd < 0)
                _answerEnd = Text.Length;
            var answer = all[_answerStart.._answerEnd].TrimEnd();
            var rest = Show();
            reply = answer.Length == 0
                ? new(null, null, comparison)
                : new(answer, closed ? FallbackLevel.Marked : FallbackLevel.LastSection, comparison) { IsOpen = !closed && !_isNearlyClosed };
            return rest;
        }

        // Neither a mark at the start of a line nor, in a whole reply, any text: nothing has been shown so far.
        reply = _wholeReply || _state is State.Leading ? new(null, null, comparison) : LastSection.Find(all, comparison);
        return reply.Answer ?? "";
    }

    private void Advance(bool final)
    {
        while (true)
        {
            var before = _state;
            var moved = _state switch
            {
                State.Searching => FindOpening(final),
                State.Leading => PassLeading(final),
                State.Answer => FindClosing(final),
                _ => false,
            };
            if (!moved && _state == before)
                return;
        }
    }

    // _scan stands at the start of a line.
    private bool FindOpening(bool final)
    {
        var text = Text;
        if (!_outline.IsInside)
        {
            var i = _scan;
            while (i < text.Length && i - _scan < LongestDecoration && Decoration.Contains(text[i]))
                i++;
            var mark = AnswerMark.Match(text, i, closing: false);
            if (mark is null && !final)
                return false;
            if (mark is > 0 && !_outline.IsQuoted(text[_scan..mark.Value]))
            {
                var end = mark.Value;
                if (text[_scan..i].IndexOfAnyExcept(" \t#") >= 0 && !PassDecorationBehind(final, ref end))
                    return false;
                (_state, _scan) = (State.Leading, end);
                return true;
            }
        }

        // A line that has come in many pieces is looked through once.
        _lineSearched = Math.Max(_lineSearched, _scan);
        var newline = text[_lineSearched..].IndexOf('\n');
        if (newline < 0)
        {
            _lineSearched = text.Length;
            return false;
        }

        newline += _lineSearched;
        _outline.Pass(text[_scan..newline]);
        _scan = newline + 1;
        return true;
    }

    // "**<fused_answer>**": what closes the decoration before the mark is not the answer's.
    private bool PassDecorationBehind(bool final, ref int end)
    {
        var text = Text;
        var i = end;
        while (i < text.Length && text[i] is '*' or '`' or '_' or '"' or '”' or '\'')
            i++;
        if (i == text.Length && !final)
            return false;
        if (i == text.Length || text[i] is '\n' or '\r')
            end = i;
        return true;
    }

    private bool PassLeading(bool final)
    {
        var text = Text;
        var i = _scan;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        if (i == text.Length)
            return false;
        if (!_wholeReply)
        {
            var again = AnswerMark.Match(text, i, closing: false);
            if (again is null && !final)
                return false;
            if (again is > 0)
            {
                _scan = again.Value;
                return true;
            }
        }

        // The first line keeps its indentation: it may be code.
        var newline = text[_scan..i].LastIndexOf('\n');
        _answerStart = newline < 0 ? i : _scan + newline + 1;
        (_state, _scan, _shown) = (State.Answer, i, _answerStart);
        return true;
    }

    private bool FindClosing(bool final)
    {
        var text = Text;
        if (_wholeReply)
        {
            _scan = text.Length;
            return false;
        }

        for (; _scan < text.Length; _scan++)
        {
            if (text[_scan] != '<')
                continue;
            var mark = AnswerMark.Match(text, _scan, closing: true);
            if (mark is null)
            {
                if (!final)
                    return false;
                if (text.Length - _scan >= ShortestCutMark && _tentative < 0)
                {
                    // The reply was cut off inside its closing mark: the answer is whole, the mark is not.
                    _answerEnd = _scan;
                    return false;
                }
            }

            if (mark is not > 0)
            {
                if (!final && AnswerMark.MayBecomeNearClosing(text[_scan..]))
                    return false;
                if (AnswerMark.MatchNear(text, _scan, closing: true) is > 0 and var behindNear)
                    (_near, _nearEnd) = (_scan, behindNear);
                continue;
            }

            var behind = mark.Value;
            while (behind < text.Length && text[behind] is ' ' or '\t' or '\r' or '*' or '_' or '`' or '~' or '"' or '”' or '\'')
                behind++;
            if (behind == text.Length && !final)
                return false;
            if (behind == text.Length || text[behind] == '\n')
            {
                (_state, _answerEnd) = (State.Ended, _scan);
                return true;
            }

            if (_tentative < 0)
                _tentative = _scan;
        }

        // A near miss ends the answer only where nothing comes behind it.
        if (_near >= 0 && !text[Math.Min(_nearEnd, text.Length)..].Trim(" \t\r\n*_`\"”'").IsEmpty)
            _near = -1;
        if (final && _tentative >= 0)
            (_state, _answerEnd) = (State.Ended, _tentative);
        else if (final && _near >= 0)
            (_answerEnd, _isNearlyClosed) = (_near, true);
        return false;
    }

    private string Show()
    {
        if (_answerStart < 0)
            return "";
        var end = _answerEnd >= 0 ? _answerEnd : _tentative >= 0 ? _tentative : _near >= 0 ? _near : _scan;
        var piece = Text[_shown..Math.Max(_shown, end)].TrimEnd();
        _shown += piece.Length;
        return piece.ToString();
    }
}

using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>
/// Keeps an answer that is written, not taken, within what the request allows: its length, and the texts at which it ends. A member's server sees to both; a
/// fusor's cannot, because its reply has a comparison before the answer.
/// </summary>
internal sealed class AnswerBounds
{
    private readonly int? _limit;
    private readonly IReadOnlyList<string> _stops;
    private readonly int _longestStop;
    private readonly Func<string, int> _count;
    private readonly StringBuilder _text = new();
    private int? _end;
    private int _shown;
    private int _countFrom;
    private (int From, int To) _blanks;

    /// <summary>Creates the bounds of one answer.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="writer">The model that writes; its own tokenizer counts, where it has one.</param>
    public AnswerBounds(ChatOptions? options, ChatModel? writer)
    {
        _limit = options?.MaxOutputTokens;
        _stops = [.. (options?.StopSequences ?? []).Where(stop => stop.Length > 0)];
        _longestStop = _stops.Count > 0 ? _stops.Max(stop => stop.Length) : 0;
        _count = writer?.CountTokens ?? Count;
    }

    /// <summary>Whether the answer is longer than the limit and ends there.</summary>
    public bool IsCutOff { get; private set; }

    private bool HasNone => _limit is null && _stops.Count == 0;

    /// <summary>Takes the next piece of the answer.</summary>
    /// <returns>What may be passed on now: it is within the bounds, and no stop text can begin in it.</returns>
    public string Add(string piece)
    {
        if (HasNone)
            return piece;

        _text.Append(piece);
        if (_end is null)
            FindStop(Math.Max(0, _text.Length - piece.Length - _longestStop + 1));
        if (!IsCutOff)
            FindLimit();
        return Show(_end ?? _text.Length - Math.Max(0, _longestStop - 1));
    }

    /// <summary>Ends an answer.</summary>
    /// <param name="answer">The whole of it, as its writer gave it.</param>
    /// <param name="rest">What of it has not been passed on.</param>
    /// <returns>The answer within its bounds.</returns>
    public string Complete(string answer, out string rest)
    {
        rest = "";
        if (HasNone)
            return answer;

        // An answer that came in no pieces, or whose reader took something off its end.
        if (!_text.Equals(answer))
        {
            var shown = _shown;
            Reset();
            Add(answer);
            _shown = Math.Min(shown, _text.Length);
        }

        rest = Show(_end ?? _text.Length);
        return _text.ToString(0, Math.Max(_shown, 0));
    }

    /// <summary>Forgets an answer that was discarded.</summary>
    public void Reset()
    {
        _text.Clear();
        (_end, _shown, _countFrom, _blanks, IsCutOff) = (null, 0, 0, default, false);
    }

    private void FindStop(int from)
    {
        if (_stops.Count == 0)
            return;

        var text = _text.ToString(from, _text.Length - from);
        var first = _stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (first >= 0)
            _end = from + first;
    }

    private void FindLimit()
    {
        var length = _end ?? _text.Length;
        if (_limit is not { } limit || length < _countFrom)
            return;

        var text = _text.ToString(0, length);
        var tokens = _count(text);
        if (tokens <= limit)
        {
            // Every further token takes a character at least.
            _countFrom = length + limit - tokens + 1;
            return;
        }

        var (fits, longer) = (0, length);
        while (longer - fits > 1)
        {
            var middle = (fits + longer) / 2;
            if (_count(text[..middle]) <= limit)
                fits = middle;
            else
                longer = middle;
        }

        (_end, IsCutOff) = (Math.Max(fits, _shown), true);
    }

    // Neither half a character nor blanks that may turn out to stand at the end.
    private string Show(int end)
    {
        var to = end;
        while (end > _shown && (char.IsWhiteSpace(_text[end - 1]) || char.IsHighSurrogate(_text[end - 1])))
            end = end == _blanks.To ? _blanks.From : end - 1;

        // A model that has lost its way writes blanks without end; they are looked through once.
        _blanks = (end, to);
        if (end <= _shown)
            return "";
        var piece = _text.ToString(_shown, end - _shown);
        _shown = end;
        return piece;
    }

    /// <summary>About as many tokens as common tokenizers make of a text, rather fewer: an answer that keeps to its limit must not lose its end.</summary>
    private static int Count(string text)
    {
        int words = 0, ascii = 0, others = 0;
        var inWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                ascii++;
            else
                others += rune.Utf8SequenceLength;
            var isSpace = Rune.IsWhiteSpace(rune);
            words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
        }

        return Math.Max(words, (ascii / 4) + (others / 3));
    }
}

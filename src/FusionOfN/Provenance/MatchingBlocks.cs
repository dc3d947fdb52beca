using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>The matching blocks of two texts as Python's <c>difflib.SequenceMatcher(None, a, b, autojunk=False)</c> finds them, from a length on.</summary>
/// <remarks>
/// Ratcliff and Obershelp (1988): the longest common block, the first in a and then in b where several are the longest; then the same left and right of it.
/// Blocks below eight code points are not asked for, so texts are compared by runs of eight, which hardly ever occur by chance: what is quadratic by single
/// letters is nearly linear so. Texts of one letter are still quadratic, and given up.
/// </remarks>
internal sealed class MatchingBlocks
{
    /// <summary>The shortest block that counts.</summary>
    public const int MinimumLength = 8;

    /// <summary>Comparisons for one answer, a fraction of a second's worth.</summary>
    private const long MostSteps = 30_000_000;

    private readonly int[] _text;
    private readonly Dictionary<(int First, int Second), int>[] _ids = [[], [], []];
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly int[] _lastRow;
    private readonly int[] _lengths;
    private readonly bool[] _isCopied;
    private long _steps;

    private MatchingBlocks(int[] text)
    {
        _text = text;
        _isCopied = new bool[text.Length];
        var runs = Runs(text, isNew: true);
        (_lastRow, _lengths) = (new int[runs.Length], new int[runs.Length]);

        // The places of each run of eight, one list behind the other.
        _starts = new int[_ids[^1].Count + 1];
        foreach (var run in runs)
            _starts[run + 1]++;
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] += _starts[i - 1];
        _places = new int[runs.Length];
        var next = _starts.AsSpan().ToArray();
        for (var place = 0; place < runs.Length; place++)
            _places[next[runs[place]]++] = place;
    }

    /// <summary>The share of the answer's code points that lie in a block with some candidate; null when it would take too long.</summary>
    public static double? CopyRate(string answer, IReadOnlyList<string> candidates)
    {
        var text = CodePoints.Of(answer);
        if (text.Length < MinimumLength)
            return 0;
        MatchingBlocks blocks = new(text);
        foreach (var candidate in candidates.Distinct(StringComparer.Ordinal))
        {
            if (!blocks.Mark(CodePoints.Of(candidate)))
                return null;
        }

        return (double)blocks._isCopied.Count(isCopied => isCopied) / text.Length;
    }

    /// <summary>Marks what lies in a block with a candidate; false when that takes too long.</summary>
    private bool Mark(int[] candidate)
    {
        var runs = Runs(candidate, isNew: false);
        Stack<(int LeftFrom, int LeftTo, int RightFrom, int RightTo)> open = new([(0, candidate.Length, 0, _text.Length)]);
        while (_steps <= MostSteps && open.TryPop(out var range))
        {
            var (left, right, length) = Longest(runs, range.LeftFrom, range.LeftTo, range.RightFrom, range.RightTo);
            if (length == 0)
                continue;
            _isCopied.AsSpan(right, length).Fill(true);
            open.Push((range.LeftFrom, left, range.RightFrom, right));
            open.Push((left + length, range.LeftTo, right + length, range.RightTo));
        }

        return _steps <= MostSteps;
    }

    private (int Left, int Right, int Length) Longest(int[] runs, int leftFrom, int leftTo, int rightFrom, int rightTo)
    {
        var (best, bestLeft, bestRight) = (0, 0, 0);
        var (lastLeft, lastRight) = (leftTo - MinimumLength, rightTo - MinimumLength);
        if (lastRight < rightFrom)
            return default;

        _lastRow.AsSpan(rightFrom, lastRight - rightFrom + 1).Fill(leftFrom - 2);
        for (var left = leftFrom; left <= lastLeft; left++)
        {
            _steps++;
            if (runs[left] < 0)
                continue;
            var places = _places.AsSpan(_starts[runs[left]].._starts[runs[left] + 1]);

            // From the last on: the row above is still there.
            for (var i = places.Length - 1; i >= 0 && _steps <= MostSteps; i--)
            {
                _steps++;
                var right = places[i];
                if (right > lastRight)
                    continue;
                if (right < rightFrom)
                    break;
                var length = right > rightFrom && _lastRow[right - 1] == left - 1 ? _lengths[right - 1] + 1 : 1;
                (_lastRow[right], _lengths[right]) = (left, length);
                if (length > best || (length == best && left - length + 1 == bestLeft))
                    (best, bestLeft, bestRight) = (length, left - length + 1, right - length + 1);
            }
        }

        return best == 0 ? default : (bestLeft, bestRight, best + MinimumLength - 1);
    }

    /// <summary>Numbers the runs of eight of a text, the same number for the same run: pairs, pairs of pairs, and pairs of those. −1 for what the answer has not.</summary>
    private int[] Runs(int[] text, bool isNew)
    {
        var current = text;
        for (var (level, width) = (0, 1); level < _ids.Length; level++, width *= 2)
        {
            var next = new int[Math.Max(0, current.Length - width)];
            for (var i = 0; i < next.Length; i++)
            {
                var pair = (current[i], current[i + width]);
                if (isNew)
                {
                    ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids[level], pair, out var isKnown);
                    next[i] = id = isKnown ? id : _ids[level].Count - 1;
                }
                else
                {
                    next[i] = _ids[level].TryGetValue(pair, out var id) ? id : -1;
                }
            }

            current = next;
        }

        return current;
    }
}

using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FusionOfN.Evaluation;

/// <summary>Counts a segment for BLEU. One for each thread, as it keeps its memory.</summary>
internal sealed class BleuCounter
{
    private readonly NgramMatcher _matcher = new();
    private readonly TokenBuffer _buffer = new();
    private ulong[] _words = new ulong[1024];
    private int[] _ends = new int[4];

    public void Count(Segment segment, BleuTokenizer tokenizer, bool lowercase, int maxOrder, Span<int> counts)
    {
        // All words stand in one list: those of the hypothesis, then those of the references.
        int sequences = segment.References.Count + 1;
        if (_ends.Length < sequences)
            _ends = new int[sequences];
        int end = 0;
        for (int i = 0; i < sequences; i++)
            _ends[i] = end = Append(i == 0 ? segment.Hypothesis : segment.References[i - 1], tokenizer, lowercase, end);

        int length = _ends[0];
        counts[0] = length;
        counts[1] = ClosestLength(length, sequences);
        _matcher.Count(_words.AsSpan(0, end), _ends.AsSpan(0, sequences), counts.Slice(2, maxOrder));
        for (int order = 0; order < maxOrder; order++)
            counts[2 + maxOrder + order] = Math.Max(0, length - order);
    }

    private int ClosestLength(int length, int sequences)
    {
        int closest = _ends[1] - _ends[0];
        for (int i = 2; i < sequences; i++)
        {
            int other = _ends[i] - _ends[i - 1];
            int nearer = Math.Abs(length - other);
            int near = Math.Abs(length - closest);
            if (nearer < near || (nearer == near && other < closest))
                closest = other;
        }

        return closest;
    }

    private int Append(string text, BleuTokenizer tokenizer, bool lowercase, int end)
    {
        var line = (lowercase ? text.ToLowerInvariant() : text).AsSpan();
        var tokens = tokenizer.Tokenize(PythonText.TrimEnd(line), _buffer);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (CodePoints.IsWhitespace(tokens[i]))
                continue;
            int start = i;
            while (i < tokens.Length && !CodePoints.IsWhitespace(tokens[i]))
                i++;
            if (end == _words.Length)
                Array.Resize(ref _words, 2 * _words.Length);
            _words[end++] = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(tokens[start..i]));
        }

        return end;
    }
}

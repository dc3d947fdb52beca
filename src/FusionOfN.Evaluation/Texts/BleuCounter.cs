namespace FusionOfN.Evaluation;

/// <summary>Counts a segment for BLEU. One for each thread, as it keeps its memory.</summary>
internal sealed class BleuCounter
{
    private readonly NgramTable _table = new();
    private readonly TokenBuffer _buffer = new();
    private ulong[] _keys = new ulong[256];
    private ulong[] _words = new ulong[1024];
    private int[] _ends = new int[4];

    public void Count(Segment segment, BleuTokenizer tokenizer, bool lowercase, int maxOrder, Span<int> counts)
    {
        // All words stand in one list: those of the references, then those of the hypothesis.
        int references = segment.References.Count;
        if (_ends.Length < references)
            _ends = new int[references];
        int end = 0;
        for (int i = 0; i < references; i++)
            _ends[i] = end = Append(segment.References[i], tokenizer, lowercase, end);
        int start = end;
        end = Append(segment.Hypothesis, tokenizer, lowercase, end);

        var hypothesis = _words.AsSpan(start, end - start);
        counts[0] = hypothesis.Length;
        counts[1] = ClosestLength(hypothesis.Length, references);
        for (int order = 1; order <= maxOrder; order++)
        {
            counts[1 + order] = Matches(hypothesis, references, order);
            counts[1 + maxOrder + order] = Math.Max(0, hypothesis.Length - order + 1);
        }
    }

    private int ClosestLength(int length, int references)
    {
        int closest = _ends[0];
        for (int i = 1; i < references; i++)
        {
            int other = _ends[i] - _ends[i - 1];
            (int nearer, int near) = (Math.Abs(length - other), Math.Abs(length - closest));
            if (nearer < near || (nearer == near && other < closest))
                closest = other;
        }

        return closest;
    }

    private int Matches(ReadOnlySpan<ulong> hypothesis, int references, int order)
    {
        _table.Begin(_ends[references - 1]);
        for (int i = 0; i < references; i++)
        {
            int from = i == 0 ? 0 : _ends[i - 1];
            foreach (ulong key in Keys(_words.AsSpan(from, _ends[i] - from), order))
                _table.AddOf(key, i);
        }

        int matches = 0;
        foreach (ulong key in Keys(hypothesis, order))
            matches += _table.Take(key);
        return matches;
    }

    private ReadOnlySpan<ulong> Keys(ReadOnlySpan<ulong> words, int order)
    {
        int count = Math.Max(0, words.Length - order + 1);
        if (_keys.Length < count)
            _keys = new ulong[2 * count];
        var keys = _keys.AsSpan(0, count);
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = 0;
            foreach (ulong word in words.Slice(i, order))
                key = NgramTable.Prolong(key, word);
            keys[i] = key;
        }

        return keys;
    }

    private int Append(string text, BleuTokenizer tokenizer, bool lowercase, int end)
    {
        var line = (lowercase ? text.ToLowerInvariant() : text).AsSpan();
        var tokens = tokenizer.Tokenize(PythonText.TrimEnd(line), _buffer);
        for (int i = 0; i < tokens.Length;)
        {
            if (CodePoints.IsWhitespace(tokens[i]))
            {
                i++;
                continue;
            }

            ulong word = 0;
            for (; i < tokens.Length && !CodePoints.IsWhitespace(tokens[i]); i++)
                word = NgramTable.Prolong(word, tokens[i]);
            if (end == _words.Length)
                Array.Resize(ref _words, 2 * _words.Length);
            _words[end++] = word;
        }

        return end;
    }
}

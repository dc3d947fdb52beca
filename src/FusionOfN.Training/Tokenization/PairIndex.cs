namespace FusionOfN.Training;

/// <summary>Counts neighbouring tokens over all words and keeps the counts right while pairs are merged.</summary>
internal sealed class PairIndex
{
    private readonly List<(int[] Tokens, int Count)> _words;
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _where = [];

    public PairIndex(IEnumerable<(int[] Word, int Count)> words)
    {
        _words = [.. words];
        for (var i = 0; i < _words.Count; i++)
            Count(i, sign: 1);
    }

    /// <summary>The most frequent pair that is allowed and occurs at least twice; null when there is none.</summary>
    public (int Left, int Right)? Best(Func<int, int, bool> allowed)
    {
        (int Left, int Right)? best = null;
        var most = 1L;
        foreach (var (pair, count) in _counts)
        {
            if (count >= most && (count > most || best is null || pair.CompareTo(best.Value) < 0) && count > 1 && allowed(pair.Left, pair.Right))
                (best, most) = (pair, count);
        }

        return best;
    }

    public void Merge((int Left, int Right) pair, int merged)
    {
        foreach (var word in _where[pair].ToArray())
        {
            Count(word, sign: -1);
            _words[word] = (Replace(_words[word].Tokens, pair, merged), _words[word].Count);
            Count(word, sign: 1);
        }
    }

    private void Count(int word, int sign)
    {
        var (tokens, count) = _words[word];
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            var pair = (tokens[i], tokens[i + 1]);
            var total = _counts.GetValueOrDefault(pair) + ((long)sign * count);
            if (total > 0)
                _counts[pair] = total;
            else
                _counts.Remove(pair);

            if (sign > 0)
                (_where.TryGetValue(pair, out var words) ? words : _where[pair] = []).Add(word);
            else if (_where.TryGetValue(pair, out var holders))
                holders.Remove(word);
        }
    }

    private static int[] Replace(int[] tokens, (int Left, int Right) pair, int merged)
    {
        List<int> replaced = new(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            var found = i + 1 < tokens.Length && tokens[i] == pair.Left && tokens[i + 1] == pair.Right;
            replaced.Add(found ? merged : tokens[i]);
            i += found ? 1 : 0;
        }

        return [.. replaced];
    }
}

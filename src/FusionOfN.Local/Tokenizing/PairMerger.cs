namespace FusionOfN.Local;

/// <summary>Merges neighbouring tokens as byte-pair encoding does (Sennrich et al., 2016): of all pairs the one that was learnt first, the leftmost of equals, until no pair is left.</summary>
/// <remarks>Linear in the length of a text of words, n log n in the length of a text without any.</remarks>
internal sealed class PairMerger
{
    // Looking through a few pairs again is quicker than to keep them in order.
    private const int MaxScanned = 32;
    private const int StepsBetweenChecks = 4_096;

    private readonly Dictionary<long, int> _ranks;
    private readonly Merge[] _merges;

    private PairMerger(Dictionary<long, int> ranks, Merge[] merges) => (_ranks, _merges) = (ranks, merges);

    /// <summary>Makes a merger of a tokenizer's merges; those of control tokens are left out, since no text becomes one.</summary>
    /// <exception cref="LocalModelException">A merge names a token that the vocabulary lacks.</exception>
    public static PairMerger Create(TokenizerFile file)
    {
        Dictionary<long, int> ranks = new(file.Merges.Count);
        var merges = new Merge[file.Merges.Count];
        for (var rank = 0; rank < merges.Length; rank++)
        {
            var (left, right) = file.Merges[rank];
            if (file.PlainVocabulary.TryGetValue(left, out var first) && file.PlainVocabulary.TryGetValue(right, out var second) && file.PlainVocabulary.TryGetValue(left + right, out var whole))
            {
                merges[rank] = new Merge(first, second, whole);
                ranks.TryAdd(Key(first, second), rank);
            }
            else if (((string[])[left, right, left + right]).FirstOrDefault(token => !file.Vocabulary.ContainsKey(token)) is { } missing)
            {
                throw new LocalModelException($"{file.Path}: vocabulary and merges do not fit together: the merge \"{left} {right}\" needs the token \"{missing}\".");
            }
        }

        return new PairMerger(ranks, merges);
    }

    /// <summary>Merges the tokens of one piece of text.</summary>
    /// <param name="tokens">The tokens of its characters or bytes. They are overwritten.</param>
    /// <param name="ids">Receives what they become.</param>
    /// <param name="watch">Called now and then; what it throws ends the work.</param>
    public void Append(Span<int> tokens, List<int> ids, EncodingWatch watch)
    {
        if (tokens.Length <= MaxScanned)
            Scan(tokens, ids);
        else
            Queue(tokens, ids, watch);
    }

    private void Scan(Span<int> tokens, List<int> ids)
    {
        Span<int> ranks = stackalloc int[MaxScanned];
        var count = tokens.Length;
        for (var at = 0; at + 1 < count; at++)
            ranks[at] = Find(tokens[at], tokens[at + 1]);

        while (count > 1)
        {
            var best = 0;
            for (var at = 1; at + 1 < count; at++)
            {
                if (ranks[at] < ranks[best])
                    best = at;
            }

            if (ranks[best] == None)
                break;

            tokens[best] = _merges[ranks[best]].Whole;
            tokens[(best + 2)..count].CopyTo(tokens[(best + 1)..]);
            if (best + 2 < count)
                ranks[(best + 2)..(count - 1)].CopyTo(ranks[(best + 1)..]);
            count--;
            if (best > 0)
                ranks[best - 1] = Find(tokens[best - 1], tokens[best]);
            if (best + 1 < count)
                ranks[best] = Find(tokens[best], tokens[best + 1]);
        }

        ids.AddRange(tokens[..count]);
    }

    private void Queue(Span<int> tokens, List<int> ids, EncodingWatch watch)
    {
        // Neighbours are kept as links, so that a merge moves nothing.
        var next = new int[tokens.Length];
        var previous = new int[tokens.Length];
        PriorityQueue<int, long> queue = new(tokens.Length);
        for (var at = 0; at < tokens.Length; at++)
            (previous[at], next[at]) = (at - 1, at + 1 < tokens.Length ? at + 1 : -1);
        for (var at = 0; at + 1 < tokens.Length; at++)
            Offer(queue, at, tokens[at], tokens[at + 1]);

        for (var step = 0; queue.TryDequeue(out var left, out var priority); step++)
        {
            if (step % StepsBetweenChecks == 0)
                watch.Check(ids.Count);

            // What stands there may have been merged since.
            var merge = _merges[(int)(priority >> 32)];
            var right = next[left];
            if (right < 0 || tokens[left] != merge.Left || tokens[right] != merge.Right)
                continue;

            tokens[left] = merge.Whole;
            tokens[right] = -1;
            next[left] = next[right];
            if (next[left] >= 0)
            {
                previous[next[left]] = left;
                Offer(queue, left, tokens[left], tokens[next[left]]);
            }

            if (previous[left] >= 0)
                Offer(queue, previous[left], tokens[previous[left]], tokens[left]);
        }

        for (var at = 0; at >= 0; at = next[at])
            ids.Add(tokens[at]);
    }

    private void Offer(PriorityQueue<int, long> queue, int at, int left, int right)
    {
        if (Find(left, right) is not None and var rank)
            queue.Enqueue(at, ((long)rank << 32) | (uint)at);
    }

    private const int None = int.MaxValue;

    private int Find(int left, int right) => _ranks.TryGetValue(Key(left, right), out var rank) ? rank : None;

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;

    private readonly record struct Merge(int Left, int Right, int Whole);
}

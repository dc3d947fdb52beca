namespace FusionOfN;

/// <summary>For each place of a sequence and each of several others: the length of the longest run from that place on that the other holds.</summary>
/// <remarks>One suffix array over all sequences; then the best neighbour of each candidate is found by one pass in each direction.</remarks>
internal static class CommonRuns
{
    /// <summary>Finds the runs.</summary>
    /// <param name="answer">Non-negative token numbers.</param>
    /// <param name="candidates">The sequences to look in.</param>
    /// <returns>One array per candidate, with one length per token of the answer.</returns>
    public static int[][] Find(IEnumerable<int> answer, IReadOnlyList<IEnumerable<int>> candidates)
    {
        // Sequences end in numbers of their own, so no run crosses from one into the next; the last is the smallest, as the suffix sort asks.
        List<int> text = [.. answer.Select(token => token + candidates.Count + 1)];
        var answerLength = text.Count;
        List<int> owners = [.. Enumerable.Repeat(-1, answerLength)];
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            text.Add(candidate + 1);
            owners.Add(-2);
            text.AddRange(candidates[candidate].Select(token => token + candidates.Count + 1));
            owners.AddRange(Enumerable.Repeat(candidate, text.Count - owners.Count));
        }

        text.Add(0);
        owners.Add(-2);
        var runs = candidates.Select(_ => new int[answerLength]).ToArray();
        if (answerLength == 0 || candidates.Count == 0)
            return runs;

        var symbols = text.ToArray();
        var suffixes = SuffixArray.Sort(symbols);
        var shared = SuffixArray.CommonPrefixes(symbols, suffixes);
        var owner = owners.ToArray();
        Span<int> current = new int[candidates.Count];
        for (var rank = 0; rank < suffixes.Length; rank++)
            Visit(suffixes[rank], shared[rank], current, owner, runs);
        current.Clear();
        for (var rank = suffixes.Length - 1; rank >= 0; rank--)
            Visit(suffixes[rank], rank + 1 < suffixes.Length ? shared[rank + 1] : 0, current, owner, runs);
        return runs;
    }

    // current[c] is how much the suffix at hand shares with the nearest suffix of candidate c that was passed.
    private static void Visit(int suffix, int sharedWithLast, Span<int> current, int[] owners, int[][] runs)
    {
        for (var candidate = 0; candidate < current.Length; candidate++)
            current[candidate] = Math.Min(current[candidate], sharedWithLast);
        var owner = owners[suffix];
        if (owner >= 0)
        {
            current[owner] = int.MaxValue;
        }
        else if (owner == -1)
        {
            for (var candidate = 0; candidate < current.Length; candidate++)
                runs[candidate][suffix] = Math.Max(runs[candidate][suffix], current[candidate]);
        }
    }
}

using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>Where an answer came from: for each piece of it the candidates that hold the same text, or that it is new.</summary>
/// <remarks>
/// <para>
/// The answer is read from its start; at each place the longest run of tokens that some candidate holds is taken, and all candidates that hold that
/// run are
/// named. A token is a word in scripts with spaces, and one user-perceived character in the others and for everything that is no letter, so no
/// word, letter
/// or emoji is cut, and Chinese, Japanese and Thai work as English does. Runs shorter than the minimum are new text, for common words prove nothing.
/// </para>
/// <para>Only the same text counts: a paraphrase is new. Time grows linearly with the texts' length, times the number of candidates.</para>
/// </remarks>
public sealed class ProvenanceMap
{
    /// <summary>The default minimum of <see cref="Create"/>.</summary>
    public const int DefaultMinimumLength = 8;

    private ProvenanceMap(IReadOnlyList<ProvenanceSpan> spans, IReadOnlyList<double> shares)
    {
        Spans = spans;
        Shares = shares;
        CopyRate = Math.Min(1, shares.Sum());
    }

    /// <summary>The pieces in order; together they are exactly the answer. Neighbours from the same candidates may stand apart in those.</summary>
    public IReadOnlyList<ProvenanceSpan> Spans { get; }

    /// <summary>
    /// For each candidate the share of the answer's characters that is its own, 0 to 1. A piece that several candidates hold is split evenly among
    /// them, so
    /// the sum is <see cref="CopyRate"/>.
    /// </summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Share of the answer's characters that stand in some candidate, 0 to 1; 0 for an empty answer.</summary>
    public double CopyRate { get; }

    /// <summary>Compares an answer with the candidates it was made from.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="candidates">The candidates' texts; an empty one holds nothing.</param>
    /// <param name="minimumLength">
    /// Fewest letters, digits and marks that a run must have, spaces not counted; a Han, kana or Hangul character, which says about as much as three
    /// letters, counts three. An answer shorter than that may still be taken as a whole. The default is 8.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumLength"/> is below 1.</exception>
    public static ProvenanceMap Create(string answer, IReadOnlyList<string> candidates, int minimumLength = DefaultMinimumLength)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumLength, 1);

        Tokenizer tokenizer = new();
        var tokens = tokenizer.Split(answer);
        CommonRuns runs = new([.. tokens.Select(token => token.Id)]);
        var matches = new int[candidates.Count][];
        Dictionary<string, int[]> found = new(StringComparer.Ordinal);
        for (var candidate = 0; candidate < matches.Length; candidate++)
        {
            ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(found, candidates[candidate], out _);
            matches[candidate] = same ??= runs.In(tokenizer.Find(candidates[candidate]));
        }

        var spans = Cover(tokens, matches, minimumLength);
        return new(spans, ShareOut(spans, answer.Length, candidates.Count));
    }

    private static List<ProvenanceSpan> Cover(List<Token> tokens, int[][] matches, int minimum)
    {
        var weights = new int[tokens.Count + 1];
        for (var i = 0; i < tokens.Count; i++)
            weights[i + 1] = weights[i] + tokens[i].Weight;
        minimum = Math.Max(1, Math.Min(minimum, weights[^1]));

        List<ProvenanceSpan> spans = [];
        var newFrom = -1;
        for (var i = 0; i < tokens.Count;)
        {
            var longest = 0;
            foreach (var lengths in matches)
                longest = Math.Max(longest, lengths[i]);
            if (weights[i + longest] - weights[i] < minimum)
            {
                newFrom = newFrom < 0 ? i : newFrom;
                i++;
                continue;
            }

            if (newFrom >= 0)
                spans.Add(Span(tokens, newFrom, i, []));
            newFrom = -1;
            spans.Add(Span(tokens, i, i + longest, Holders(matches, i, longest)));
            i += longest;
        }

        if (newFrom >= 0)
            spans.Add(Span(tokens, newFrom, tokens.Count, []));
        return spans;
    }

    private static int[] Holders(int[][] matches, int start, int length)
    {
        List<int> holders = [];
        for (var candidate = 0; candidate < matches.Length; candidate++)
        {
            if (matches[candidate][start] >= length)
                holders.Add(candidate);
        }

        return [.. holders];
    }

    private static ProvenanceSpan Span(List<Token> tokens, int from, int to, IReadOnlyList<int> candidates) =>
        new(tokens[from].Start, tokens[to - 1].End - tokens[from].Start, candidates);

    private static double[] ShareOut(List<ProvenanceSpan> spans, int length, int candidates)
    {
        var shares = new double[candidates];
        foreach (var span in spans)
        {
            foreach (var candidate in span.Candidates)
                shares[candidate] += (double)span.Length / span.Candidates.Count / length;
        }

        return shares;
    }
}

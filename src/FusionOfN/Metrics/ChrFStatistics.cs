namespace FusionOfN;

/// <summary>The chrF counts of one segment, or of many summed: for each n-gram order the n-grams of hypothesis and reference, and the
/// matches.</summary>
/// <remarks>Orders run from character 1-grams up, then word 1-grams up. The sum of two statistics is that of the joined corpus.</remarks>
public sealed class ChrFStatistics
{
    private readonly long[] _counts;

    internal ChrFStatistics(long[] counts, int characterOrder, int wordOrder)
    {
        _counts = counts;
        CharacterOrder = characterOrder;
        WordOrder = wordOrder;
    }

    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>Longest character n-gram counted.</summary>
    public int CharacterOrder { get; }

    /// <summary>Longest word n-gram counted.</summary>
    public int WordOrder { get; }

    /// <summary>Number of orders: character orders, then word orders.</summary>
    public int Orders => _counts.Length / 3;

    /// <summary>The counts of one order.</summary>
    /// <param name="order">0 to <see cref="Orders"/> − 1.</param>
    /// <returns>N-grams of the hypothesis (0 when the reference has none of this order), of the reference, and matches.</returns>
    public (long Hypothesis, long Reference, long Matches) this[int order] =>
        (_counts[3 * order], _counts[(3 * order) + 1], _counts[(3 * order) + 2]);

    /// <summary>Sums two statistics.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other, with the same orders.</param>
    /// <exception cref="ArgumentException">The two have different orders.</exception>
    public static ChrFStatistics operator +(ChrFStatistics left, ChrFStatistics right) => Add(left, right);

    /// <summary>Sums two statistics.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other, with the same orders.</param>
    /// <exception cref="ArgumentException">The two have different orders.</exception>
    public static ChrFStatistics Add(ChrFStatistics left, ChrFStatistics right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.CharacterOrder != right.CharacterOrder || left.WordOrder != right.WordOrder)
            throw new ArgumentException("chrF statistics of different orders cannot be summed. Count both with the same metric.", nameof(right));

        var sum = new long[left._counts.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = left._counts[i] + right._counts[i];
        return new(sum, left.CharacterOrder, left.WordOrder);
    }

    /// <summary>The counts in a row: hypothesis, reference, matches for order 1, then for order 2, and so on.</summary>
    public IReadOnlyList<long> ToList() => [.. _counts];

    /// <summary>The same with hypothesis and reference exchanged.</summary>
    internal ChrFStatistics Turned()
    {
        var turned = new long[_counts.Length];
        for (var order = 0; order < Orders; order++)
            (turned[3 * order], turned[(3 * order) + 1], turned[(3 * order) + 2]) = (_counts[(3 * order) + 1], _counts[3 * order], _counts[(3 * order) + 2]);
        return new(turned, CharacterOrder, WordOrder);
    }

    internal static ChrFStatistics Empty(int characterOrder, int wordOrder) =>
        new(new long[3 * (characterOrder + wordOrder)], characterOrder, wordOrder);
}

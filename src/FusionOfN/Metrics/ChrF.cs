namespace FusionOfN;

/// <summary>
/// Character n-gram F-score (chrF, chrF++), a similarity of two texts from 0 to 100 that needs no tokenizer and works in every script.
/// </summary>
/// <remarks>
/// Source: Popović (2015, 2017), in the reading of sacrebleu 2.6.0: n-grams over code points with all whitespace removed, averages over the orders
/// that both texts reach ("effective order"), then F with recall weighted β² times. Where a text has more than 32,768 different n-grams of one order, the
/// score is estimated from a share of them that depends on the n-grams alone: time grows with the length, memory does not. Instances are immutable and
/// safe for concurrent use.
/// </remarks>
public sealed class ChrF
{
    private const double Epsilon = 1e-16;
    private const int MaxCharacterOrder = 6;
    private const int MaxWordOrder = 4;
    private const int MaxOrders = MaxCharacterOrder + MaxWordOrder;

    private readonly double _factor;

    /// <summary>Creates a metric.</summary>
    /// <param name="characterOrder">Longest character n-gram, 1 to 6. The default is 6.</param>
    /// <param name="wordOrder">Longest word n-gram, 0 to 4. The default is 0 (chrF); 2 gives chrF++.</param>
    /// <param name="beta">Weight of recall against precision. The default is 2.</param>
    /// <param name="epsilonSmoothing">
    /// Averages the F-scores of all orders with ε = 1e-16, as the chrF++.py script, Moses and NLTK do, in place of effective order. The default is
    /// off.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An order or <paramref name="beta"/> is out of range.</exception>
    public ChrF(int characterOrder = 6, int wordOrder = 0, double beta = 2, bool epsilonSmoothing = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(characterOrder, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(characterOrder, MaxCharacterOrder);
        ArgumentOutOfRangeException.ThrowIfNegative(wordOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wordOrder, MaxWordOrder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        CharacterOrder = characterOrder;
        WordOrder = wordOrder;
        Beta = beta;
        EpsilonSmoothing = epsilonSmoothing;
        _factor = beta * beta;
    }

    /// <summary>chrF2: character order 6, no words, β = 2.</summary>
    public static ChrF Default { get; } = new();

    /// <summary>chrF2++: character order 6, word order 2, β = 2.</summary>
    public static ChrF PlusPlus { get; } = new(wordOrder: 2);

    /// <summary>Longest character n-gram.</summary>
    public int CharacterOrder { get; }

    /// <summary>Longest word n-gram; 0 when words do not count.</summary>
    public int WordOrder { get; }

    /// <summary>Weight of recall against precision.</summary>
    public double Beta { get; }

    /// <summary>Whether all orders are averaged with a small ε in place of effective order.</summary>
    public bool EpsilonSmoothing { get; }

    /// <summary>How many numbers <see cref="Count"/> writes: three for each order.</summary>
    public int CountLength => 3 * (CharacterOrder + WordOrder);

    /// <summary>Scores one hypothesis against one reference.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="reference">The text to compare with.</param>
    /// <returns>0 (nothing in common, or an empty text) to 100 (equal but for whitespace).</returns>
    public double Score(string hypothesis, string reference)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(reference);
        if (Math.Max(hypothesis.Length, reference.Length) > NgramCounts.MaxDistinct)
            return Score(Profile(hypothesis), Profile(reference));
        Span<int> counts = stackalloc int[3 * MaxOrders];
        Count(hypothesis, reference, counts[..CountLength]);
        return Score(counts[..CountLength]);
    }

    /// <summary>Counts the n-grams of two texts and those that they share, exactly and without allocating: the fastest way, for corpora.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="reference">The text to compare with.</param>
    /// <param name="counts">Where they go, <see cref="CountLength"/> numbers: hypothesis, reference and matches for each order, as in <see cref="ChrFStatistics"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="counts"/> is shorter than that.</exception>
    public void Count(ReadOnlySpan<char> hypothesis, ReadOnlySpan<char> reference, Span<int> counts)
    {
        if (counts.Length < CountLength)
            throw new ArgumentException($"The counts need {CountLength} places, but there are {counts.Length}.", nameof(counts));
        ChrFCounter.OfThread.Count(hypothesis, reference, CharacterOrder, WordOrder, counts);
    }

    /// <summary>Scores one hypothesis against the best-matching of several references, as sacrebleu does.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="references">At least one reference.</param>
    /// <returns>0 to 100.</returns>
    /// <exception cref="ArgumentException"><paramref name="references"/> is empty.</exception>
    public double Score(string hypothesis, IReadOnlyList<string> references) => Score(Statistics(hypothesis, references));

    /// <summary>Counts the n-grams of a text once, for use against many others (N texts against each other need N counts, not N²).</summary>
    /// <param name="text">The text to count.</param>
    public ChrFProfile Profile(string text) => new(text, CharacterOrder, WordOrder);

    /// <summary>Scores two counted texts.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="reference">The text to compare with.</param>
    /// <returns>0 to 100.</returns>
    /// <exception cref="ArgumentException">A text was counted with other orders than this metric's.</exception>
    public double Score(ChrFProfile hypothesis, ChrFProfile reference) => Score(Statistics(hypothesis, reference));

    /// <summary>Scores two counted texts, each against the other; what they have in common is counted once.</summary>
    internal (double First, double Second) ScoreBoth(ChrFProfile first, ChrFProfile second)
    {
        var statistics = Statistics(first, second);
        return (Score(statistics), Score(statistics.Turned()));
    }

    /// <summary>Counts what two texts have in common, for sums over a corpus.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="reference">The text to compare with.</param>
    /// <exception cref="ArgumentException">A text was counted with other orders than this metric's.</exception>
    public ChrFStatistics Statistics(ChrFProfile hypothesis, ChrFProfile reference)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(reference);
        if (!hypothesis.Has(CharacterOrder, WordOrder) || !reference.Has(CharacterOrder, WordOrder))
            throw new ArgumentException("A text was counted with other n-gram orders than this metric's. Count both with the metric that scores them.");
        return hypothesis.CompareWith(reference);
    }

    /// <summary>Counts what a text has in common with the best-matching of several references.</summary>
    /// <param name="hypothesis">The text to score.</param>
    /// <param name="references">At least one reference.</param>
    /// <exception cref="ArgumentException"><paramref name="references"/> is empty.</exception>
    public ChrFStatistics Statistics(string hypothesis, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0)
            throw new ArgumentException("chrF needs at least one reference.", nameof(references));

        var profile = Profile(hypothesis);
        ChrFStatistics? best = null;
        var bestScore = -1.0;
        foreach (var reference in references)
        {
            var statistics = profile.CompareWith(Profile(reference));
            var score = Score(statistics);
            if (score > bestScore)
                (best, bestScore) = (statistics, score);
        }

        return best!;
    }

    /// <summary>Scores a corpus: the statistics of all segments are summed before the score is taken.</summary>
    /// <param name="hypotheses">One text per segment.</param>
    /// <param name="references">One reference per segment, in the same order.</param>
    /// <returns>0 to 100; 0 for an empty corpus.</returns>
    /// <exception cref="ArgumentException">The two lists have different lengths.</exception>
    public double CorpusScore(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        if (hypotheses.Count != references.Count)
        {
            throw new ArgumentException(
                $"A corpus needs one reference for each hypothesis, but there are {hypotheses.Count} hypotheses and {references.Count} references.",
                nameof(references));
        }

        var sum = ChrFStatistics.Empty(CharacterOrder, WordOrder);
        for (var i = 0; i < hypotheses.Count; i++)
            sum += Statistics(Profile(hypotheses[i]), Profile(references[i]));
        return Score(sum);
    }

    /// <summary>Turns counts, of one segment or summed over many, into a score.</summary>
    /// <param name="statistics">Counts per order.</param>
    /// <returns>0 to 100.</returns>
    public double Score(ChrFStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return Score(statistics.Counts);
    }

    /// <summary>Turns counts, of one segment or summed over many, into a score.</summary>
    /// <param name="counts">The numbers that <see cref="Count"/> writes.</param>
    /// <returns>0 to 100.</returns>
    public double Score(ReadOnlySpan<int> counts)
    {
        Span<long> sums = stackalloc long[counts.Length];
        for (var i = 0; i < counts.Length; i++)
            sums[i] = counts[i];
        return Score(sums);
    }

    /// <summary>Turns counts, of one segment or summed over many, into a score.</summary>
    /// <param name="counts">The numbers that <see cref="Count"/> writes, or sums of them.</param>
    /// <returns>0 to 100.</returns>
    public double Score(ReadOnlySpan<long> counts)
    {
        double precisions = 0, recalls = 0, smoothed = 0;
        var orders = 0;
        for (var at = 0; at + 2 < counts.Length; at += 3)
        {
            var (hypothesis, reference, matches) = (counts[at], counts[at + 1], counts[at + 2]);
            var precision = hypothesis > 0 ? (double)matches / hypothesis : Epsilon;
            var recall = reference > 0 ? (double)matches / reference : Epsilon;
            var denominator = (_factor * precision) + recall;
            smoothed += denominator > 0 ? (1 + _factor) * precision * recall / denominator : Epsilon;
            if (hypothesis > 0 && reference > 0)
            {
                precisions += precision;
                recalls += recall;
                orders++;
            }
        }

        if (EpsilonSmoothing)
            return 100 * smoothed / (counts.Length / 3);
        if (orders == 0 || precisions + recalls == 0)
            return 0;
        var meanPrecision = precisions / orders;
        var meanRecall = recalls / orders;
        return 100 * ((1 + _factor) * meanPrecision * meanRecall / ((_factor * meanPrecision) + meanRecall));
    }
}

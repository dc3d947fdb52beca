namespace FusionOfN;

/// <summary>How much candidates agree, 0 to 1. Multiplicities count.</summary>
internal static class Agreement
{
    /// <summary>For each candidate, its mean agreement with all the other samples; 1 when there is no other.</summary>
    public static double[] Each(IReadOnlyList<Candidate> candidates, IAnswerExtractor? extractor, CancellationToken cancellationToken)
    {
        var answers = candidates.Select(candidate => extractor?.Extract(candidate.Text)).ToArray();
        var profiles = new ChrFProfile?[candidates.Count];
        var total = candidates.Sum(candidate => candidate.Multiplicity);
        if (total <= 1)
            return [.. candidates.Select(_ => 1.0)];

        double[] sums = [.. candidates.Select(candidate => candidate.Multiplicity - 1.0)];
        for (var i = 0; i < sums.Length; i++)
        {
            for (var j = i + 1; j < sums.Length; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (first, second) = Pair(i, j);
                sums[i] += candidates[j].Multiplicity * first;
                sums[j] += candidates[i].Multiplicity * second;
            }
        }

        return [.. sums.Select(sum => sum / (total - 1))];

        // Two answers that were read decide by themselves; otherwise the texts are compared.
        (double First, double Second) Pair(int i, int j)
        {
            if (answers[i] is { } first && answers[j] is { } second)
                return string.Equals(first, second, StringComparison.Ordinal) ? (1, 1) : (0, 0);
            var (ofFirst, ofSecond) = ChrF.Default.ScoreBoth(Profile(i), Profile(j));
            return (ofFirst / 100, ofSecond / 100);
        }

        ChrFProfile Profile(int i) => profiles[i] ??= ChrF.Default.Profile(candidates[i].Text);
    }

    /// <summary>The mean over all pairs of samples; null when there are fewer than two.</summary>
    public static double? Overall(IReadOnlyList<Candidate> candidates, IAnswerExtractor? extractor, CancellationToken cancellationToken)
    {
        var total = candidates.Sum(candidate => candidate.Multiplicity);
        return total < 2
            ? null
            : Each(candidates, extractor, cancellationToken).Zip(candidates, (score, candidate) => score * candidate.Multiplicity).Sum() / total;
    }

    /// <summary>What the receipt says where texts are compared that are too long to be compared in full; null where none is.</summary>
    public static string? Remark(IReadOnlyList<Candidate> candidates) => candidates.Any(candidate => candidate.Text.Length > NgramCounts.MaxDistinct)
        ? string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"How alike whole texts of more than {NgramCounts.MaxDistinct:N0} characters are is estimated, from a share of the character sequences in them.")
        : null;
}

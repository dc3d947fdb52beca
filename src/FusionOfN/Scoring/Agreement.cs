namespace FusionOfN;

/// <summary>How much candidates agree, 0 to 1. Multiplicities count.</summary>
internal static class Agreement
{
    /// <summary>For each candidate, its mean agreement with all the other samples; 1 when there is no other.</summary>
    public static double[] Each(IReadOnlyList<Candidate> candidates, IAnswerExtractor? extractor)
    {
        var answers = candidates.Select(candidate => extractor?.Extract(candidate.Text)).ToArray();
        var profiles = candidates.Select((candidate, i) => new Lazy<ChrFProfile>(() => ChrF.Default.Profile(candidate.Text))).ToArray();
        var total = candidates.Sum(candidate => candidate.Multiplicity);

        var scores = new double[candidates.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = candidates[i].Multiplicity - 1;
            for (var j = 0; j < scores.Length; j++)
            {
                if (j != i)
                    sum += candidates[j].Multiplicity * Pair(i, j);
            }

            scores[i] = total > 1 ? sum / (total - 1) : 1;
        }

        return scores;

        // Two answers that were read decide by themselves; otherwise the texts are compared.
        double Pair(int i, int j) => answers[i] is { } first && answers[j] is { } second
            ? (string.Equals(first, second, StringComparison.Ordinal) ? 1 : 0)
            : ChrF.Default.Score(profiles[i].Value, profiles[j].Value) / 100;
    }

    /// <summary>The mean over all pairs of samples; null when there are fewer than two.</summary>
    public static double? Overall(IReadOnlyList<Candidate> candidates, IAnswerExtractor? extractor)
    {
        var total = candidates.Sum(candidate => candidate.Multiplicity);
        return total < 2
            ? null
            : Each(candidates, extractor).Zip(candidates, (score, candidate) => score * candidate.Multiplicity).Sum() / total;
    }
}

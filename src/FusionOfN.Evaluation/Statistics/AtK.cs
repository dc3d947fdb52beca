namespace FusionOfN.Evaluation;

/// <summary>What k of n samples of a question give, on the average over all choices of k.</summary>
public static class AtK
{
    /// <summary>pass@k: the chance that at least one of k samples is right.</summary>
    /// <remarks>Source: Chen et al., "Evaluating Large Language Models Trained on Code", 2021: 1 − C(n − c, k) / C(n, k).</remarks>
    /// <param name="samples">How many samples there are, n.</param>
    /// <param name="correct">How many of them are right, c.</param>
    /// <param name="k">How many are taken, 1 to n.</param>
    public static double Pass(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, samples);
        double allWrong = 1;
        for (int i = 0; i < k; i++)
            allWrong *= Math.Max(0, samples - correct - i) / (double)(samples - i);
        return 1 - allWrong;
    }

    /// <summary>The share of right answers among those with the most votes: 1 when the only winner is right, ½ when one of two is, 0 without votes.</summary>
    /// <param name="answers">The answer of each sample and whether it is right; null where none could be read.</param>
    public static double Majority(IEnumerable<(string? Answer, bool IsCorrect)> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var votes = answers.Where(vote => vote.Answer is not null).GroupBy(vote => vote.Answer, StringComparer.Ordinal).ToList();
        if (votes.Count == 0)
            return 0;
        int most = votes.Max(group => group.Count());
        return votes.Where(group => group.Count() == most).Average(group => group.Any(vote => vote.IsCorrect) ? 1.0 : 0);
    }

    /// <summary>The best value of any candidate: the bound of every method that takes one.</summary>
    /// <param name="values">The candidates' values, at least one.</param>
    public static double Oracle(IEnumerable<double> values) => values.Max();
}

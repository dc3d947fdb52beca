namespace FusionOfN.Evaluation;

/// <summary>Sums and counts by stratum.</summary>
internal sealed class StratumSums
{
    private readonly double[] _sums;
    private readonly int[] _counts;

    public StratumSums(int strata) => (_sums, _counts) = (new double[strata], new int[strata]);

    public void Clear()
    {
        Array.Clear(_sums);
        Array.Clear(_counts);
    }

    public void Add(StratumSum[] cluster)
    {
        foreach (var part in cluster)
        {
            _sums[part.Stratum] += part.Sum;
            _counts[part.Stratum] += part.Count;
        }
    }

    /// <summary>The mean of the strata's means; strata that no drawn cluster holds are left out.</summary>
    public double Mean()
    {
        double sum = 0;
        int strata = 0;
        for (int i = 0; i < _sums.Length; i++)
        {
            if (_counts[i] == 0)
                continue;
            sum += _sums[i] / _counts[i];
            strata++;
        }

        return sum / strata;
    }

    /// <summary>How far a cluster pulls the mean away from where it would be if all were alike.</summary>
    public double Influence(StratumSum[] cluster)
    {
        double sum = 0;
        foreach (var part in cluster)
            sum += (part.Sum - (part.Count * _sums[part.Stratum] / _counts[part.Stratum])) / _counts[part.Stratum];
        return sum / _counts.Length;
    }
}

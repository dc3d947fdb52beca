namespace FusionOfN.Lab;

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
}

namespace FusionOfN.Evaluation;

/// <summary>A sum that does not depend on the order of its numbers: it is rounded once, at the end.</summary>
/// <remarks>Source: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997.</remarks>
internal sealed class ExactSum
{
    private readonly List<double> _parts = [];

    public static double Of(IEnumerable<double> values)
    {
        ExactSum sum = new();
        foreach (double value in values)
            sum.Add(value);
        return sum.Value;
    }

    /// <summary>The sum of what was added.</summary>
    public double Value
    {
        get
        {
            double sum = 0;
            for (int i = _parts.Count - 1; i >= 0; i--)
                sum += _parts[i];
            return sum;
        }
    }

    /// <summary>Adds a number. The parts never overlap, and the last is the largest.</summary>
    public void Add(double value)
    {
        int kept = 0;
        for (int i = 0; i < _parts.Count; i++)
        {
            double part = _parts[i];
            if (Math.Abs(value) < Math.Abs(part))
                (value, part) = (part, value);
            double sum = value + part;
            double rest = part - (sum - value);
            if (rest != 0)
                _parts[kept++] = rest;
            value = sum;
        }

        _parts.RemoveRange(kept, _parts.Count - kept);
        _parts.Add(value);
    }
}

namespace FusionOfN;

/// <summary>A cost that is only known to lie between two others, both included.</summary>
/// <param name="MinUsd">The least, in US dollars.</param>
/// <param name="MaxUsd">The most, in US dollars.</param>
public readonly record struct CostRange(decimal MinUsd, decimal MaxUsd)
{
    /// <summary>The sum of two.</summary>
    /// <param name="other">The other.</param>
    public CostRange Add(CostRange other) => new(MinUsd + other.MinUsd, MaxUsd + other.MaxUsd);
}

namespace FusionOfN;

/// <summary>A number that is only known to lie between two others, both included.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
public readonly record struct CountRange(long Min, long Max)
{
    /// <summary>The sum of two.</summary>
    /// <param name="other">The other.</param>
    public CountRange Add(CountRange other) => new(Min + other.Min, Max + other.Max);

    /// <summary>So many times the least, and so many times the most.</summary>
    /// <param name="times">How often.</param>
    public CountRange Times(CountRange times) => new(Min * times.Min, Max * times.Max);
}

namespace FusionOfN.Synthesis;

/// <summary>Which candidate stands on the worse side of a preference pair.</summary>
public sealed record PairPlan
{
    /// <summary>The least difference of scores between the two sides, in the scorer's own unit.</summary>
    /// <value>The default value is 0: any difference will do.</value>
    public double Margin { get; init; }

    /// <summary>Whether pairs are made of equal scores.</summary>
    public bool KeepsTies { get; init; }

    /// <summary>
    /// The most that the lengths of the two sides may differ, as a share of the longer one, so that a student does not learn length. The worst candidate within
    /// that range is taken.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: the worst candidate, whatever its length.</value>
    public double? MaxLengthDifference { get; init; }
}

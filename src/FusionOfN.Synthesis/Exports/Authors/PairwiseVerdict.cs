namespace FusionOfN.Synthesis;

/// <summary>How an answer did against another in the eyes of a judge.</summary>
public enum PairwiseVerdict
{
    /// <summary>It lost.</summary>
    Loss,

    /// <summary>Neither is better.</summary>
    Tie,

    /// <summary>It won.</summary>
    Win,
}

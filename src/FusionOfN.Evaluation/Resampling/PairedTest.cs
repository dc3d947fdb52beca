namespace FusionOfN.Evaluation;

/// <summary>Tests of the difference of two systems on the same segments.</summary>
public enum PairedTest
{
    /// <summary>Paired bootstrap: segments are drawn with replacement. Source: Koehn, "Statistical Significance Tests for Machine Translation Evaluation", 2004.</summary>
    Bootstrap,

    /// <summary>Approximate randomisation: the systems are exchanged segment by segment. Source: Riezler and Maxwell, "On Some Pitfalls in Automatic Evaluation and Significance Testing for MT", 2005.</summary>
    Randomization,
}

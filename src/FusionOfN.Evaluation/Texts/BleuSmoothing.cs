namespace FusionOfN.Evaluation;

/// <summary>What BLEU takes for an order of n-grams that has no match.</summary>
/// <remarks>Source: Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU", 2014, methods 1 to 3.</remarks>
public enum BleuSmoothing
{
    /// <summary>Half, a quarter, and so on of one match.</summary>
    Exp,

    /// <summary>A fixed part of a match.</summary>
    Floor,

    /// <summary>A fixed number of matches more, for bigrams and longer.</summary>
    AddK,

    /// <summary>Nothing; the score is then 0.</summary>
    None,
}

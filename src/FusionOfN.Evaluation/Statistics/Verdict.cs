namespace FusionOfN.Evaluation;

/// <summary>What a paired comparison says.</summary>
public enum Verdict
{
    /// <summary>The interval of the difference includes zero.</summary>
    Tie,

    /// <summary>The first method is better: the whole interval is above zero.</summary>
    Win,

    /// <summary>The first method is worse: the whole interval is below zero.</summary>
    Loss,

    /// <summary>There are too few prompts to say anything.</summary>
    TooFew,
}

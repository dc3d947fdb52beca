namespace FusionOfN.Training;

/// <summary>What a training makes smaller.</summary>
internal enum TrainingObjective
{
    /// <summary>The mean surprise at the labelled tokens.</summary>
    Answers,

    /// <summary>The mean surprise that the better of two answers wins, an answer's worth being the mean log-probability of its labelled tokens.</summary>
    Pairs,
}

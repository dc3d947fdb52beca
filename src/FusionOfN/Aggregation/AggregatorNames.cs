namespace FusionOfN;

/// <summary>The names of the aggregators in the box.</summary>
public static class AggregatorNames
{
    /// <summary>A fusor writes the answer from all candidates.</summary>
    public const string Fusion = "fusion";

    /// <summary>The candidate with the best score.</summary>
    public const string BestOfN = "best-of-n";

    /// <summary>The most frequent extracted answer.</summary>
    public const string MajorityVote = "majority-vote";

    /// <summary>The extracted answer with the highest sum of scores.</summary>
    public const string WeightedVote = "weighted-vote";

    /// <summary>The candidate closest to all others by chrF.</summary>
    public const string MinimumBayesRisk = "minimum-bayes-risk";

    /// <summary>The candidate a model finds most consistent with the others.</summary>
    public const string UniversalSelfConsistency = "universal-self-consistency";

    /// <summary>The candidate that wins most duels, each judged in both orders.</summary>
    public const string PairwiseTournament = "pairwise-tournament";

    /// <summary>The first candidate: what a single sample would have given.</summary>
    public const string First = "first";

    /// <summary>All names, in the order they are listed to users.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Fusion, BestOfN, MajorityVote, WeightedVote, MinimumBayesRisk, UniversalSelfConsistency, PairwiseTournament, First];
}

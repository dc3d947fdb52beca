namespace FusionOfN;

/// <summary>Makes aggregators by name.</summary>
public static class Aggregators
{
    /// <summary>Makes an aggregator.</summary>
    /// <param name="name">One of <see cref="AggregatorNames.All"/>.</param>
    /// <param name="parts">What it is made of.</param>
    /// <exception cref="ArgumentException">The name is not known, or a part that this aggregator needs is missing; the message says which.</exception>
    public static IAggregator Create(string name, AggregatorParts parts)
    {
        if (FindProblem(name, parts) is { } problem)
            throw new ArgumentException(problem);
        return name switch
        {
            AggregatorNames.Fusion => new FusionAggregator(parts.Fusors, parts.Prompt, parts.Scorer ?? new AgreementScorer(parts.Extractor)),
            AggregatorNames.BestOfN => new BestOfNAggregator(Scorer(parts)),
            AggregatorNames.MajorityVote => new MajorityVoteAggregator(Extractor(parts)),
            AggregatorNames.WeightedVote => new WeightedVoteAggregator(Extractor(parts), Scorer(parts)),
            AggregatorNames.MinimumBayesRisk => new MinimumBayesRiskAggregator(),
            AggregatorNames.UniversalSelfConsistency => new UniversalSelfConsistencyAggregator(Judge(parts)!, parts.Rubric),
            AggregatorNames.PairwiseTournament => new PairwiseTournamentAggregator(Judge(parts)!, parts.Rubric),
            _ => new FirstAggregator(),
        };
    }

    /// <summary>Why <see cref="Create"/> would refuse: there is no such aggregator, or it lacks a part.</summary>
    /// <param name="name">The aggregator's name.</param>
    /// <param name="parts">What it is to be made of.</param>
    /// <returns>What is wrong and how to mend it; <see langword="null"/> when nothing is.</returns>
    public static string? FindProblem(string name, AggregatorParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return name switch
        {
            _ when !AggregatorNames.All.Contains(name) => $"There is no aggregator '{name}'. Known are: {string.Join(", ", AggregatorNames.All)}.",
            AggregatorNames.Fusion when parts.Fusors.Count == 0 => FusionAggregator.NeedsFusor,
            AggregatorNames.UniversalSelfConsistency or AggregatorNames.PairwiseTournament when Judge(parts) is null =>
                $"The aggregator '{name}' asks a model to compare candidates: name a judge (or a fusor).",
            _ => null,
        };
    }

    private static IAnswerExtractor Extractor(AggregatorParts parts) => parts.Extractor ?? AnswerExtractors.Create("number");

    private static ChatModel? Judge(AggregatorParts parts) => parts.Judge ?? (parts.Fusors.Count > 0 ? parts.Fusors[0] : null);

    private static IScorer Scorer(AggregatorParts parts) => parts.Scorer
        ?? (Judge(parts) is { } judge ? new JudgeScorer(judge, parts.Rubric) : new AgreementScorer(parts.Extractor));
}

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
        ArgumentNullException.ThrowIfNull(parts);
        return name switch
        {
            AggregatorNames.Fusion => new FusionAggregator(parts.Fusors, parts.Prompt, parts.Scorer ?? new AgreementScorer(parts.Extractor)),
            AggregatorNames.BestOfN => new BestOfNAggregator(Scorer(parts)),
            AggregatorNames.MajorityVote => new MajorityVoteAggregator(Extractor(parts)),
            AggregatorNames.WeightedVote => new WeightedVoteAggregator(Extractor(parts), Scorer(parts)),
            AggregatorNames.MinimumBayesRisk => new MinimumBayesRiskAggregator(),
            AggregatorNames.UniversalSelfConsistency => new UniversalSelfConsistencyAggregator(Judge(parts, name), parts.Rubric),
            AggregatorNames.PairwiseTournament => new PairwiseTournamentAggregator(Judge(parts, name), parts.Rubric),
            AggregatorNames.First => new FirstAggregator(),
            _ => throw new ArgumentException($"There is no aggregator '{name}'. Known are: {string.Join(", ", AggregatorNames.All)}."),
        };
    }

    private static IAnswerExtractor Extractor(AggregatorParts parts) => parts.Extractor ?? AnswerExtractors.Create("number");

    private static ChatModel? JudgeOrNull(AggregatorParts parts) => parts.Judge ?? (parts.Fusors.Count > 0 ? parts.Fusors[0] : null);

    private static ChatModel Judge(AggregatorParts parts, string name) => JudgeOrNull(parts)
        ?? throw new ArgumentException($"The aggregator '{name}' asks a model to compare candidates: name a judge (or a fusor).");

    private static IScorer Scorer(AggregatorParts parts) => parts.Scorer
        ?? (JudgeOrNull(parts) is { } judge ? new JudgeScorer(judge, parts.Rubric) : new AgreementScorer(parts.Extractor));
}

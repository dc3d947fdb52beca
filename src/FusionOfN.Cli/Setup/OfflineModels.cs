namespace FusionOfN.Cli;

/// <summary>The setup of aggregators that need no model at all.</summary>
internal static class OfflineModels
{
    private static readonly string[] ModelFree = [AggregatorNames.First, AggregatorNames.MajorityVote, AggregatorNames.MinimumBayesRisk];

    /// <summary>Whether everything that was asked for works without a model.</summary>
    public static bool Suffice(RecipeChoice choice) =>
        choice is { Aggregators.Count: > 0, Fusor: null, Recipe: null } && choice.Aggregators.All(ModelFree.Contains);

    public static ModelSetup Create(RecipeChoice choice)
    {
        AggregatorParts parts = new() { Extractor = AnswerExtractors.Create(choice.Extractor ?? "number") };
        return new ModelSetup(
            [.. choice.Aggregators.Select(name => new Recipe("given candidates", RecordedPanel.Instance, Aggregators.Create(name, parts)) { Seed = choice.Seed })],
            parts)
        {
            Origin = "No models are needed: the candidates are given.",
        };
    }
}

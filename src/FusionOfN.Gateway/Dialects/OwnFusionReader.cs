using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>Our own <c>fusion</c> object.</summary>
internal static class OwnFusionReader
{
    private const int LongestSession = 256;

    public static FusionAsk Read(DialectRequest request, JsonFields fusion)
    {
        Reading.RefuseUnknown(fusion, Vocabulary.Own);
        var models = Reading.Models(fusion, "models", request.Models);
        if (models.Count > 0 && request.Target.Model is { } self)
            throw fusion.Bad("models", $"'{self}' is a plain model, which is fused with itself; to give a panel, ask for the model 'fusion' or 'fusion/NAME'.");

        var (judge, criteria) = Reading.Judge(fusion, "judge", request.Models);
        var samples = Reading.Samples(fusion, "n", models.Count);
        var roles = fusion.Object("roles");
        if (roles is not null)
            Reading.RefuseUnknown(roles, Vocabulary.OwnRoles);
        var (judges, fusors, policy) = Fallback(fusion, request.Models);
        return request.Ask(DialectNames.Own) with
        {
            Overrides = Budget(fusion, new RecipeOverrides
            {
                Models = models,
                Samples = samples,
                Fusors = Reading.Model(fusion, "fusor", request.Models) is { } fusor ? [fusor] : [],
                FallbackFusors = fusors,
                Judge = judge,
                FallbackJudges = judges,
                Criteria = criteria,
                Aggregator = Aggregator(fusion),
                Fallback = policy,
                Quorum = Quorum(fusion, samples ?? (models.Count > 0 ? models.Count : null)),
                Seed = fusion.Int("seed", 0),
                Invocation = Invocation(fusion),
                PanelOptions = roles is null ? null : GenerationReader.Read(roles, "panel"),
                JudgeOptions = roles is null ? null : GenerationReader.Read(roles, "judge"),
                FusorOptions = roles is null ? null : GenerationReader.Read(roles, "fusor"),
            }),
            // Who names a judge wants to know what it finds.
            Analyse = judge is not null || criteria is not null,
            Expose = Reading.Word(fusion, "expose", ("none", Expose.None), ("summary", Expose.Summary), ("full", Expose.Full)) ?? Expose.Summary,
            Attribution = fusion.Bool("attribution") ?? false,
            SessionId = Reading.Text(fusion, "session_id", LongestSession),
        };
    }

    private static InvocationMode? Invocation(JsonFields fusion) => Reading.Word(
        fusion, "invocation",
        ("required", InvocationMode.Required), ("auto", InvocationMode.Auto), ("solo", InvocationMode.Solo), ("shadow", InvocationMode.Shadow));

    private static string? Aggregator(JsonFields fusion)
    {
        string? name = fusion.String("aggregator") switch
        {
            // The contract's words for two that have names of their own.
            "fusion-of-n" => AggregatorNames.Fusion,
            "vote" => AggregatorNames.MajorityVote,
            var other => other,
        };
        return name is null || AggregatorNames.All.Contains(name)
            ? name
            : throw fusion.Bad(
                "aggregator", $"{Secrets.Show(name)} is not known.{ModelDirectory.Meant(name, AggregatorNames.All)} Give {string.Join(", ", AggregatorNames.All)}.");
    }

    private static QuorumOverrides? Quorum(JsonFields fusion, int? slots)
    {
        if (fusion.Object("quorum") is not { } quorum)
            return null;
        Reading.RefuseUnknown(quorum, Vocabulary.OwnQuorum);
        return new()
        {
            Min = quorum.Int("min", 1, slots ?? Reading.MostSamples),
            Grace = Milliseconds(quorum.Int("grace_ms", 0)),
            Timeout = Milliseconds(quorum.Int("timeout_ms", 1)),
        };
    }

    private static RecipeOverrides Budget(JsonFields fusion, RecipeOverrides overrides)
    {
        if (fusion.Object("budget") is not { } budget)
            return overrides;
        Reading.RefuseUnknown(budget, Vocabulary.OwnBudget);
        return overrides with
        {
            MaxCostUsd = (decimal?)budget.Number("max_cost_usd", 0, 1_000_000),
            MaxCalls = budget.Int("max_calls", 1),
            MaxTokens = budget.Integer("max_tokens", 1),
            MaxWallTime = Milliseconds(budget.Int("max_wall_ms", 1)),
        };
    }

    private static (IReadOnlyList<string> Judges, IReadOnlyList<string> Fusors, FallbackPolicy? Policy) Fallback(JsonFields fusion, ModelDirectory models)
    {
        if (fusion.Object("fallback") is not { } fallback)
            return ([], [], null);
        Reading.RefuseUnknown(fallback, Vocabulary.OwnFallback);
        return (
            Reading.Models(fallback, "judges", models),
            Reading.Models(fallback, "fusors", models),
            Reading.Word(fallback, "policy", ("select", FallbackPolicy.Select), ("fail", FallbackPolicy.Fail)));
    }

    private static TimeSpan? Milliseconds(int? value) => value is { } number ? TimeSpan.FromMilliseconds(number) : null;
}

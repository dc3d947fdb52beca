using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

/// <summary>Makes the engine's recipes out of settings.</summary>
internal sealed class RecipeMaker
{
    private readonly ModelShelf _models;
    private readonly ScorerShelf _scorers;
    private readonly PriceList _prices;
    private readonly Func<AggregatorParts, AggregatorParts>? _adapt;
    private readonly ChatOptions? _panelDefaults;

    public RecipeMaker(ModelShelf models, ScorerShelf scorers, PriceList prices, Func<AggregatorParts, AggregatorParts>? adapt, ChatOptions? panelDefaults)
    {
        _panelDefaults = panelDefaults;
        _adapt = adapt;
        _models = models;
        _scorers = scorers;
        _prices = prices;
    }

    public Recipe Make(string name, RecipeSettings settings)
    {
        var parts = MakeParts(settings);
        Panel panel = new([.. (settings.Panel ?? []).Select(member => MakeMember(member, settings))])
        {
            Spares = [.. (settings.Spares ?? []).Select(member => MakeMember(member, settings))],
            MaxConcurrency = settings.MaxConcurrency,
        };
        return new Recipe(name, panel, Aggregators.Create(settings.Aggregator ?? AggregatorNames.Fusion, parts))
        {
            Quorum = MakeQuorum(settings.Quorum),
            Fallback = settings.FallbackPolicy ?? FallbackPolicy.Select,
            Criteria = settings.Judge?.Criteria,
            Invocation = MakeInvocation(settings.Invocation, parts.Extractor),
            Budget = MakeBudget(settings.Budget),
            Prices = _prices,
            Analyst = settings.Analyst is { } analyst ? WithFallbacks(analyst, settings) : parts.Judge ?? (parts.Fusors is [var fusor, ..] ? fusor : null),
            Seed = settings.Seed,
            Record = settings.Record ?? false,
        };
    }

    public AggregatorParts MakeParts(RecipeSettings settings)
    {
        var extractor = settings.Extractor is { } name ? AnswerExtractors.Create(name) : null;
        IReadOnlyList<ChatModel> fusors = [.. FusorsOf(settings).Select(fusor => _models.Find(fusor, settings.Roles?.Fusor))];
        AggregatorParts parts = new()
        {
            Fusors = fusors,
            Prompt = settings.Judge?.Criteria is { } criteria ? FusorPrompt.StandardFor(criteria) : null,
            Judge = MakeJudge(settings),
            Rubric = settings.Judge?.Criteria,
            Scorer = settings.Scorer is { } scorer ? _scorers.Find(scorer, extractor) : null,
            Extractor = extractor,
        };
        return _adapt is null ? parts : _adapt(parts);
    }

    // Without a judge the fusor judges, as whatever the recipe says of a judge.
    private ChatModel? MakeJudge(RecipeSettings settings)
    {
        bool asksForOne = settings.Judge is { Model: not null } or { Fallbacks.Count: > 0 } || settings.Roles?.Judge is not null;
        if (!asksForOne || (settings.Judge?.Model ?? FusorsOf(settings).FirstOrDefault()) is not { } name)
            return null;

        return WithFallbacks(name, settings);
    }

    private ChatModel WithFallbacks(string name, RecipeSettings settings) => _models.Find(name, settings.Roles?.Judge) with
    {
        Fallbacks = [.. (settings.Judge?.Fallbacks ?? []).Select(next => _models.Find(next, settings.Roles?.Judge))],
    };

    // Self-fusion needs no fusor of its own: the first member is one.
    private static IEnumerable<string> FusorsOf(RecipeSettings settings) =>
        settings.Fusor ?? (settings.Panel is [{ Model: { } first }, ..] ? [first] : []);

    private PanelMember MakeMember(MemberSettings member, RecipeSettings settings)
    {
        var model = _models.Find(member.Model!, member, settings.Roles?.Panel);

        // What a model in this process is asked with by default stands in its own files.
        if (_panelDefaults is not null && !ModelNames.IsLocal(member.Model!))
            model = model with { Defaults = _panelDefaults };
        return new(model, member.Samples) { MaxConcurrency = member.MaxConcurrency };
    }

    private static Quorum MakeQuorum(QuorumSettings? settings)
    {
        Quorum standard = new();
        return new()
        {
            Min = settings?.Min,
            Required = settings?.Required ?? standard.Required,
            Grace = EndpointMapping.Milliseconds(settings?.GraceMs) ?? standard.Grace,
            Timeout = EndpointMapping.Milliseconds(settings?.TimeoutMs) ?? standard.Timeout,
        };
    }

    private static Invocation MakeInvocation(InvocationSettings? settings, IAnswerExtractor? extractor)
    {
        Invocation standard = new();
        return new()
        {
            Mode = settings?.Mode ?? standard.Mode,
            InitialSamples = settings?.InitialSamples ?? standard.InitialSamples,
            AgreementThreshold = settings?.Agreement ?? standard.AgreementThreshold,
            AnswerExtractor = extractor,
        };
    }

    private static BudgetLimits MakeBudget(BudgetSettings? settings) => new()
    {
        MaxCostUsd = settings?.MaxCostUsd,
        MaxCalls = settings?.MaxCalls,
        MaxTokens = settings?.MaxTokens,
        MaxWallTime = EndpointMapping.Milliseconds(settings?.MaxWallMs),
        AssumedPrice = settings?.AssumedPrice is { } price ? PriceMapping.ToPrice(price) : null,
    };
}

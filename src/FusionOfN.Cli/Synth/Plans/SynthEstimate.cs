using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Sums what every prompt will take: its candidates once, then each method on top of them.</summary>
internal sealed class SynthEstimate
{
    /// <summary>Stands for the language of prompts whose language nobody knows.</summary>
    public const string NoLanguage = "und";

    private readonly SynthPlan _plan;
    private readonly DateTimeOffset _at;
    private readonly (string Method, Recipe Recipe)[] _methods;
    private readonly Recipe? _scoring;
    private readonly Dictionary<(string Stage, string Model), ModelEstimate> _stages = [];
    private readonly SortedDictionary<string, long> _languages = new(StringComparer.Ordinal);
    private long _prompts;

    public SynthEstimate(SynthPlan plan, DateTimeOffset at)
    {
        _plan = plan;
        _at = at;
        _methods = [.. plan.Methods.Where(SynthMethods.IsAggregator).Select(method => (method, plan.Recipe with { Aggregator = Aggregators.Create(method, plan.Parts) }))];
        _scoring = plan.Scorer is { Models.Count: > 0 } scorer ? plan.Recipe with { Aggregator = new BestOfNAggregator(scorer) } : null;
    }

    /// <summary>The most that everything may cost, in US dollars; null when a price is not known.</summary>
    public decimal? Most => _stages.Values.All(model => model.Cost is not null) ? _stages.Values.Sum(model => model.Cost!.Value.MaxUsd) : null;

    /// <summary>Prompts by language.</summary>
    public IReadOnlyDictionary<string, long> Languages => _languages;

    public void Add(PromptRow prompt)
    {
        foreach (PromptRow row in _plan.Translation?.Expand(prompt) ?? [prompt])
            AddOne(row);
    }

    public SynthPlanDocument Document(IReadOnlyList<string> badRows) => new(
        _prompts,
        _languages,
        [.. _stages.Values.GroupBy(model => model.Model).Select(group => group.Aggregate(Sum))],
        [.. _stages.Select(stage => new StageEstimate(stage.Key.Stage, stage.Value))],
        badRows);

    private void AddOne(PromptRow prompt)
    {
        foreach (FusionRequest translation in TranslationPlan.Requests(prompt))
        {
            Recipe recipe = _plan.Recipe with { Panel = new Panel(new PanelMember(_plan.Translation!.Translator)), Aggregator = new FirstAggregator() };
            Add("translation", RunEstimate.Of(recipe, translation with { Options = _plan.Options }, _at).Models);
        }

        _prompts++;
        string language = prompt.Language ?? NoLanguage;
        _languages[language] = _languages.GetValueOrDefault(language) + 1;
        FusionRequest request = new(prompt.Messages) { Options = _plan.Options, AnswerCheck = _plan.AnswerCheck };
        Add("candidates", RunEstimate.Of(_plan.Recipe with { Aggregator = new FirstAggregator() }, request, _at).Models);

        // The panel's part of each method is the one above, bought once.
        foreach ((string method, Recipe recipe) in _methods)
            Add(method, Beside(recipe, request));
        if (_scoring is not null)
            Add("scores", Beside(_scoring, request).Select(Scored));
    }

    private IEnumerable<ModelEstimate> Beside(Recipe recipe, FusionRequest request) => RunEstimate.Of(recipe, request, _at).Models.Where(model => !model.Roles.Contains(CallRole.Panel));

    /// <summary>Of a scorer's work on all candidates, what is not done for best-of-n already: and the answers that are written beside them.</summary>
    private ModelEstimate Scored(ModelEstimate candidates)
    {
        int size = Math.Max(1, _plan.Recipe.Panel.Size);
        int scored = (_plan.Methods.Contains(AggregatorNames.BestOfN) ? 0 : size) + _plan.Methods.Count(method => method == AggregatorNames.Fusion);
        return candidates with
        {
            Calls = Part(candidates.Calls),
            InputTokens = Part(candidates.InputTokens),
            OutputTokens = Part(candidates.OutputTokens),
            Cost = candidates.Cost is { } cost ? new CostRange(cost.MinUsd * scored / size, cost.MaxUsd * scored / size) : null,
        };

        CountRange Part(CountRange range) => new(range.Min * scored / size, range.Max * scored / size);
    }

    private void Add(string stage, IEnumerable<ModelEstimate> models)
    {
        foreach (ModelEstimate model in models)
            _stages[(stage, model.Model)] = _stages.TryGetValue((stage, model.Model), out ModelEstimate? sum) ? Sum(sum, model) : model;
    }

    private static ModelEstimate Sum(ModelEstimate sum, ModelEstimate model) => new(
        model.Model,
        [.. sum.Roles.Union(model.Roles)],
        sum.Calls.Add(model.Calls),
        sum.InputTokens.Add(model.InputTokens),
        sum.OutputTokens.Add(model.OutputTokens),
        sum.Cost is { } one && model.Cost is { } other ? one.Add(other) : null);
}

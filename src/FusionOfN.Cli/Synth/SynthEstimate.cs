using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Sums what every prompt will take: its candidates once, then each method on top of them.</summary>
internal sealed class SynthEstimate
{
    private const string NoLanguage = "und";

    private readonly SynthPlan _plan;
    private readonly DateTimeOffset _at;
    private readonly Recipe[] _recipes;
    private readonly Dictionary<string, ModelEstimate> _models = [];
    private readonly SortedDictionary<string, long> _languages = new(StringComparer.Ordinal);
    private long _prompts;

    public SynthEstimate(SynthPlan plan, DateTimeOffset at)
    {
        _plan = plan;
        _at = at;
        _recipes = [.. plan.Methods.Where(SynthMethods.IsAggregator).Select(method => plan.Recipe with { Aggregator = Aggregators.Create(method, plan.Parts) })];
    }

    public void Add(PromptRow prompt)
    {
        foreach (PromptRow row in _plan.Translation?.Expand(prompt) ?? [prompt])
            AddOne(row);
    }

    private void AddOne(PromptRow prompt)
    {
        foreach (FusionRequest translation in _plan.Translation?.Requests(prompt) ?? [])
        {
            Recipe recipe = _plan.Recipe with { Panel = new Panel(new PanelMember(_plan.Translation!.Translator)), Aggregator = new FirstAggregator() };
            foreach (ModelEstimate model in RunEstimate.Of(recipe, translation with { Options = _plan.Options }, _at).Models)
                Add(model);
        }

        _prompts++;
        string language = prompt.Language ?? NoLanguage;
        _languages[language] = _languages.GetValueOrDefault(language) + 1;
        FusionRequest request = new(prompt.Messages) { Options = _plan.Options, AnswerCheck = _plan.AnswerCheck };
        foreach (ModelEstimate model in RunEstimate.Of(_plan.Recipe with { Aggregator = new FirstAggregator() }, request, _at).Models)
            Add(model);

        // The panel's part of each method is the one above, bought once.
        foreach (Recipe recipe in _recipes)
        {
            foreach (ModelEstimate model in RunEstimate.Of(recipe, request, _at).Models.Where(model => !model.Roles.Contains(CallRole.Panel)))
                Add(model);
        }
    }

    public SynthPlanDocument Document(IReadOnlyList<string> badRows) => new(_prompts, _languages, [.. _models.Values], badRows);

    private void Add(ModelEstimate model) => _models[model.Model] = !_models.TryGetValue(model.Model, out ModelEstimate? sum) ? model : new ModelEstimate(
        model.Model,
        [.. sum.Roles.Union(model.Roles)],
        sum.Calls.Add(model.Calls),
        sum.InputTokens.Add(model.InputTokens),
        sum.OutputTokens.Add(model.OutputTokens),
        sum.Cost is { } one && model.Cost is { } other ? one.Add(other) : null);
}

using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Finds the environment variables that a recipe needs and that are not set.</summary>
internal sealed class VariableCheck
{
    private readonly FusionSettings _settings;
    private readonly ModelShelf _models;
    private readonly Func<string, string?> _read;

    public VariableCheck(FusionSettings settings, ModelShelf models, Func<string, string?> read)
    {
        _settings = settings;
        _models = models;
        _read = read;
    }

    /// <summary>One sentence per variable.</summary>
    public IReadOnlyList<string> Missing(RecipeSettings recipe)
    {
        List<string> missing = [];
        foreach (var endpoint in ModelsOf(recipe).Select(_models.EndpointOf).OfType<EndpointOptions>().DistinctBy(endpoint => endpoint.Name))
            missing.AddRange(Unset(endpoint.ApiKeyVariable, endpoint.Headers, $"endpoint '{endpoint.Name}'"));
        foreach (string name in ScorersOf(recipe.Scorer))
            missing.AddRange(Unset(_settings.Scorers[name].ApiKeyVariable, _settings.Scorers[name].Headers, $"scorer '{name}'"));
        return missing;
    }

    private IEnumerable<string> ModelsOf(RecipeSettings recipe) => RecipeCheck.Models(recipe)
        .Concat(ScorersOf(recipe.Scorer).Select(name => _settings.Scorers[name].Judge).OfType<JudgeSettings>()
            .SelectMany(judge => (IEnumerable<string>)[judge.Model!, .. judge.Fallbacks ?? []]))
        .Distinct();

    private IEnumerable<string> ScorersOf(string? name)
    {
        if (name is null || !_settings.Scorers.TryGetValue(name, out var scorer))
            return [];
        return [name, .. (scorer.Members ?? []).Select(member => member.Scorer!).Where(_settings.Scorers.ContainsKey)];
    }

    private IEnumerable<string> Unset(string? variable, IReadOnlyDictionary<string, string>? headers, string user) =>
        (variable is null ? [] : new[] { variable })
            .Concat((headers?.Values ?? []).Select(value => EnvironmentReference.TryRead(value, out string? name) ? name : null).OfType<string>())
            .Where(name => string.IsNullOrWhiteSpace(_read(name)))
            .Select(name => $"The environment variable {name} is not set; {user} takes its key from it.");
}

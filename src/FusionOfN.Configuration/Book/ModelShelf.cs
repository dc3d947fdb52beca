using System.Collections.Concurrent;
using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>The models of a configuration by name; endpoints are made when a model of theirs is first wanted.</summary>
internal sealed class ModelShelf : IDisposable
{
    private readonly FusionConfiguration _configuration;
    private readonly RecipeBookOptions _options;
    private readonly ConcurrentDictionary<string, Lazy<Endpoint>> _endpoints = new(StringComparer.Ordinal);

    // Any name can be put behind an endpoint's; those that nobody wrote into the file are no names for figures.
    private readonly Lazy<IReadOnlySet<string>> _named;
    private readonly ConcurrentDictionary<string, Lazy<ChatModel>> _local = new(StringComparer.Ordinal);

    public ModelShelf(FusionConfiguration configuration, RecipeBookOptions options)
    {
        _configuration = configuration;
        _options = options;
        _named = new(() => NamesIn(configuration.Settings).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The models under <c>models</c> and those that recipes name directly.</summary>
    public static IEnumerable<string> NamesIn(FusionSettings settings) => settings.Models.Keys
        .Concat(settings.Recipes.Keys.SelectMany(name => RecipeCheck.Models(RecipeSettingsResolver.Resolve(settings, name))))
        .Distinct();

    /// <summary>A model with its own options under those of its place in a recipe.</summary>
    /// <exception cref="ConfigurationException">There is no such model, or it cannot be made.</exception>
    public ChatModel Find(string name, params IEnumerable<GenerationSettings?> layers)
    {
        var settings = _configuration.Settings;
        if (ModelNames.IsLocal(name))
        {
            var local = Local(name[ModelNames.Local.Length..]);
            return local with { Options = GenerationMapping.ToOptions(Settings(name, layers), local.Options) };
        }

        if (settings.Models.TryGetValue(name, out var model))
        {
            return new(name, Endpoint(model.Endpoint!).GetChatClient(model.Id!))
            {
                Options = GenerationMapping.ToOptions(Settings(name, [.. layers, model])),
                ContextWindow = model.ContextWindow,
                MaxOutputTokens = model.MaxOutput,
                Supports = Endpoint(model.Endpoint!).Supports,
            };
        }

        return ModelNames.TrySplit(name, settings, out string endpoint, out string id)
            ? new(name, Endpoint(endpoint).GetChatClient(id))
            {
                Options = GenerationMapping.ToOptions(Settings(name, layers)),
                Supports = Endpoint(endpoint).Supports,
                MetricName = _named.Value.Contains(name) ? name : ChatModel.OtherMetricName,
            }
            : throw new ConfigurationException(Unknown(name, settings));
    }

    private GenerationSettings Settings(string name, IEnumerable<GenerationSettings?> layers) =>
        ReasoningBudget.Apply(GenerationMapping.Combine(layers), name, EndpointOf(name)?.Kind);

    /// <summary>The endpoint of a model; null for one that runs in this process.</summary>
    public EndpointOptions? EndpointOf(string name)
    {
        var settings = _configuration.Settings;
        string? endpoint = settings.Models.TryGetValue(name, out var model) ? model.Endpoint
            : ModelNames.TrySplit(name, settings, out string prefix, out _) ? prefix
            : null;
        return _configuration.Endpoints.FirstOrDefault(options => options.Name == endpoint);
    }

    public Endpoint Endpoint(string name) => _endpoints.GetOrAdd(name, key => new(() => MakeEndpoint(key))).Value;

    private Endpoint MakeEndpoint(string name)
    {
        Endpoint endpoint = new(_configuration.Endpoints.First(options => options.Name == name), _options.Runtime);
        endpoint.Expect(_configuration.Settings.Models.Values.Where(model => model.Endpoint == name).Select(model => model.Id!));
        return endpoint;
    }

    public void Dispose()
    {
        foreach (var endpoint in _endpoints.Values.Where(endpoint => endpoint.IsValueCreated))
            endpoint.Value.Dispose();
    }

    private ChatModel Local(string name)
    {
        var make = _options.LocalModels
            ?? throw new ConfigurationException(
                $"The model 'local:{name}' runs in this process, which this program does not offer. Use a model of an endpoint.");
        return _local.GetOrAdd(name, key => new(() => make(key))).Value;
    }

    private static string Unknown(string name, FusionSettings settings)
    {
        string known = settings.Models.Count > 0 ? $" Known: {string.Join(", ", settings.Models.Keys)}." : "";
        string meant = Suggestion.For(name, settings.Models.Keys) is { } near ? $" Did you mean '{near}'?" : "";
        string endpoints = settings.Endpoints.Count > 0
            ? $"ENDPOINT/MODEL-ID (endpoints: {string.Join(", ", settings.Endpoints.Keys)}) or local:OWNER/NAME"
            : "local:OWNER/NAME";
        return $"There is no model {Secrets.Show(name)}.{meant}{known} Any other is named as {endpoints}.";
    }
}

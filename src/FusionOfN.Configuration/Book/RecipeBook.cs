using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>
/// The recipes, models and scorers of a configuration, ready to run. Clients are made when first wanted, share the limits of their endpoint,
/// and live as long as the book. Thread-safe.
/// </summary>
/// <example><code>
/// using RecipeBook book = new(FusionConfiguration.Load("fusion.yaml").Require());
/// Recipe recipe = book.GetRecipe("mixed");
/// </code></example>
public sealed class RecipeBook : IDisposable
{
    private readonly FusionConfiguration _configuration;
    private readonly RecipeBookOptions _options;
    private readonly ModelShelf _models;
    private readonly ScorerShelf _scorers;
    private readonly RecipeMaker _maker;

    /// <summary>Opens a configuration; connects to nothing yet.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="options">Clock, environment variables, models that run in this process; null takes the real ones and none.</param>
    public RecipeBook(FusionConfiguration configuration, RecipeBookOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _options = options ?? new RecipeBookOptions();
        _models = new ModelShelf(configuration, _options);
        _scorers = new ScorerShelf(configuration.Settings, _models, _options.Runtime);
        Prices = PriceMapping.ToList(configuration.Settings);
        _maker = new RecipeMaker(_models, _scorers, Prices, _options.Adapt, configuration.PanelDefaults);
    }

    /// <summary>The configuration it was opened with.</summary>
    public FusionConfiguration Configuration => _configuration;

    /// <summary>Where the configuration comes from.</summary>
    public string Source => _configuration.Source;

    /// <summary>The recipe that is used when none is named; null when there is no recipe.</summary>
    public string? DefaultRecipe => Settings.Defaults.Recipe
        ?? (Settings.Recipes.ContainsKey("default") ? "default" : Settings.Recipes.Keys.FirstOrDefault());

    /// <summary>The recipes, in the order of the file.</summary>
    public IReadOnlyList<RecipeSummary> Recipes => [.. Settings.Recipes.Keys.Select(Summarise)];

    /// <summary>The models under <c>models</c> and those that recipes name directly.</summary>
    public IReadOnlyList<ModelSummary> Models => [.. ModelShelf.NamesIn(Settings).Select(SummariseModel)];

    /// <summary>The scorers, in the order of the file.</summary>
    public IReadOnlyList<ScorerSummary> Scorers =>
        [.. Settings.Scorers.Select(pair => new ScorerSummary(pair.Key, ScalarReader.NameOf(pair.Value.Kind!.Value), pair.Value.BaseUrl))];

    /// <summary>The endpoints, in the order of the file.</summary>
    public IReadOnlyList<EndpointOptions> Endpoints => _configuration.Endpoints;

    /// <summary>The endpoint of a model; null for one that runs in this process, and for names that are none.</summary>
    /// <param name="model">The model's name.</param>
    public EndpointOptions? FindEndpoint(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _models.EndpointOf(model);
    }

    /// <summary>What the models cost.</summary>
    public PriceList Prices { get; }

    private FusionSettings Settings => _configuration.Settings;

    /// <summary>Makes a recipe.</summary>
    /// <param name="name">Its name; null takes <see cref="DefaultRecipe"/>.</param>
    /// <param name="overrides">What this run asks for instead of what the recipe says.</param>
    /// <exception cref="ConfigurationException">There is no such recipe or model, or something it needs is missing; the message says which.</exception>
    public Recipe GetRecipe(string? name = null, RecipeOverrides? overrides = null)
    {
        string known = Choose(name, overrides);
        return Try(() => _maker.Make(known, Resolve(known, overrides)));
    }

    /// <summary>What the aggregator of a recipe is made of, to make others for the same candidates.</summary>
    /// <param name="name">The recipe's name; null takes <see cref="DefaultRecipe"/>.</param>
    /// <param name="overrides">What this run asks for instead of what the recipe says.</param>
    /// <exception cref="ConfigurationException">As for <see cref="GetRecipe"/>.</exception>
    public AggregatorParts GetParts(string? name = null, RecipeOverrides? overrides = null) =>
        Try(() => _maker.MakeParts(Resolve(Choose(name, overrides), overrides)));

    /// <summary>A model by its name under <c>models</c>, as <c>ENDPOINT/MODEL-ID</c>, or as <c>local:NAME</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ConfigurationException">There is no such model.</exception>
    public ChatModel GetModel(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Try(() => _models.Find(name));
    }

    /// <summary>A scorer by its name under <c>scorers</c>, or <c>agreement</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ConfigurationException">There is no such scorer.</exception>
    public IScorer GetScorer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Try(() => _scorers.Find(name));
    }

    /// <summary>An endpoint by its name: its limits and its state at this moment.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ConfigurationException">There is no such endpoint.</exception>
    public Endpoint GetEndpoint(string name) => Settings.Endpoints.ContainsKey(name)
        ? _models.Endpoint(name)
        : throw new ConfigurationException($"There is no endpoint {Secrets.Show(name)}. Known: {string.Join(", ", Settings.Endpoints.Keys)}.");

    /// <summary>The environment variables that a recipe's endpoints and scorer need and that are not set.</summary>
    /// <param name="name">The recipe's name; null takes <see cref="DefaultRecipe"/>.</param>
    /// <param name="overrides">What this run asks for instead of what the recipe says.</param>
    /// <returns>One sentence per variable; none when all are set.</returns>
    /// <exception cref="ConfigurationException">There is no such recipe.</exception>
    public IReadOnlyList<string> MissingVariables(string? name = null, RecipeOverrides? overrides = null) =>
        new VariableCheck(Settings, _models, _options.Runtime.ReadVariable).Missing(Resolve(Choose(name, overrides), overrides));

    /// <summary>Closes the connections of all clients that were made.</summary>
    public void Dispose()
    {
        _scorers.Dispose();
        _models.Dispose();
    }

    private string Choose(string? name, RecipeOverrides? overrides)
    {
        string? chosen = name ?? DefaultRecipe;
        if (chosen is null && overrides is { Models.Count: > 0 })
            return AdHoc;
        if (chosen is null)
            throw new ConfigurationException($"{Source} has no recipe. Add one under 'recipes', or name models.");
        if (Settings.Recipes.ContainsKey(chosen))
            return chosen;

        string meant = Suggestion.For(chosen, Settings.Recipes.Keys) is { } near ? $" Did you mean '{near}'?" : "";
        throw new ConfigurationException(
            $"There is no recipe {Secrets.Show(chosen)} in {Source}.{meant} Known: {string.Join(", ", Settings.Recipes.Keys)}.");
    }

    // A file may hold models only; naming some of them makes a recipe of the defaults.
    private const string AdHoc = "models";

    private RecipeSettings Resolve(string name, RecipeOverrides? overrides)
    {
        var settings = Settings.Recipes.ContainsKey(name) ? RecipeSettingsResolver.Resolve(Settings, name) : RecipeSettingsResolver.Default(Settings);
        return overrides is null ? settings : OverrideMapping.Apply(settings, overrides);
    }

    private RecipeSummary Summarise(string name)
    {
        var settings = RecipeSettingsResolver.Resolve(Settings, name);
        var panel = settings.Panel ?? [];
        return new(
            name,
            settings.Description,
            [.. panel.Select(member => member.Samples == 1 ? member.Model! : $"{member.Model} ×{member.Samples}")],
            settings.Aggregator ?? AggregatorNames.Fusion,
            settings.Fusor ?? [.. panel.Take(1).Select(member => member.Model!)],
            name == DefaultRecipe)
        {
            Size = panel.Sum(member => member.Samples),
            Invocation = settings.Invocation?.Mode ?? InvocationMode.Required,
        };
    }

    private ModelSummary SummariseModel(string name)
    {
        var settings = Settings.Models.GetValueOrDefault(name);
        string id = settings?.Id ?? (ModelNames.TrySplit(name, Settings, out _, out string split) ? split : name);
        return new(name, _models.EndpointOf(name)?.Name, id, Prices.Find(name, _options.Runtime.TimeProvider.GetUtcNow()))
        {
            ContextWindow = settings?.ContextWindow,
            MaxOutput = settings?.MaxOutput,
            Terms = settings?.Terms,
        };
    }

    // What the engine and the endpoints refuse to be made of is a mistake of the configuration. One that names a parameter is a mistake of this code.
    private static T Try<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception) when (exception.ParamName is null)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }
}

using System.ComponentModel;

namespace FusionOfN.Configuration;

[Description("The configuration of FusionOfN: how models are reached, what they cost, and the recipes made of them.")]
internal sealed record FusionSettings
{
    [Description("Servers that answer chats, by a name of your choice.")]
    [InsteadOf("providers", "servers", "upstreams")]
    public IReadOnlyDictionary<string, EndpointSettings> Endpoints { get; init; } = new Dictionary<string, EndpointSettings>();

    [Description("Models of the endpoints, by a name of your choice. Recipes use these names.")]
    public IReadOnlyDictionary<string, ModelSettings> Models { get; init; } = new Dictionary<string, ModelSettings>();

    [Description("What models cost, by the name of the model. A model that is not here has an unknown price, which is not a price of zero.")]
    [InsteadOf("pricing", "costs")]
    public IReadOnlyDictionary<string, IReadOnlyList<PriceSettings>> Prices { get; init; } = new Dictionary<string, IReadOnlyList<PriceSettings>>();

    [Description("Scorers for best-of-n and weighted-vote, by a name of your choice.")]
    [InsteadOf("rewards", "reward_servers")]
    public IReadOnlyDictionary<string, ScorerSettings> Scorers { get; init; } = new Dictionary<string, ScorerSettings>();

    [Description("Recipes, by a name of your choice.")]
    [InsteadOf("presets")]
    public IReadOnlyDictionary<string, RecipeSettings> Recipes { get; init; } = new Dictionary<string, RecipeSettings>();

    [Description("What holds for every recipe that does not say otherwise.")]
    [InsteadOf("default")]
    public DefaultSettings Defaults { get; init; } = new();

    /// <summary>What stands in the sections of programs above, by section.</summary>
    public Dictionary<ConfigurationSection, object> Sections { get; } = [];
}

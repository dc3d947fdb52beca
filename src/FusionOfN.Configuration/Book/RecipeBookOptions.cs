using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>What a recipe book takes from the world around it.</summary>
public sealed record RecipeBookOptions
{
    /// <summary>Clock, environment variables, transport and log of the endpoints and scorers.</summary>
    public EndpointRuntime Runtime { get; init; } = new();

    /// <summary>
    /// Makes a model that runs in this process, by what follows <c>local:</c> in its name; called once per name. The caller disposes its client.
    /// When null, such models cannot be used.
    /// </summary>
    public Func<string, ChatModel>? LocalModels { get; init; }

    /// <summary>
    /// Puts in what models need and no configuration says, such as the prompt of a fusor that was trained on a format of its own. It is given what the
    /// aggregator of a recipe is made of; null leaves that as it is.
    /// </summary>
    public Func<AggregatorParts, AggregatorParts>? Adapt { get; init; }
}

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

    /// <summary>Gives the prompt of a fusor that was trained on a format of its own, by the first fusor of a recipe; null for the standard prompt.</summary>
    public Func<ChatModel, FusorPrompt?>? FusorPrompts { get; init; }
}

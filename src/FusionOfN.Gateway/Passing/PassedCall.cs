using System.Text.Json.Nodes;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A call of one plain model at another address of its API than chat completions: the body goes there as it is.</summary>
/// <param name="Path">The address below the endpoint's own, such as <c>embeddings</c>.</param>
internal sealed record PassedCall(string Path)
{
    /// <summary>Whether a model is behind an API that has more addresses than chat.</summary>
    public static bool CanReach(ChatModel model) => model.Client.GetService(typeof(Endpoint)) is Endpoint { Options.Kind: EndpointKind.OpenAi or EndpointKind.Azure };

    /// <summary>The model as one that is reached at that address.</summary>
    /// <exception cref="GatewayException">400: its endpoint has another API.</exception>
    public ChatModel Reach(ChatModel model) =>
        CanReach(model) && model.Client.GetService(typeof(Endpoint)) is Endpoint endpoint
        && model.Client.GetService(typeof(ChatClientMetadata)) is ChatClientMetadata { DefaultModelId: { } id }
            ? model with { Client = endpoint.GetPassingClient(id, Path) }
            : throw GatewayException.BadField("model", $"'{model.Name}' is not behind an API that has /{Path}; name a model of an OpenAI-compatible endpoint.", "unsupported_value");

    /// <summary>The options that carry a body.</summary>
    public static ChatOptions OptionsOf(JsonObject body, int? maxOutputTokens)
    {
        ChatOptions options = new() { MaxOutputTokens = maxOutputTokens };
        PassedFields.Set(options, body);
        return options;
    }
}

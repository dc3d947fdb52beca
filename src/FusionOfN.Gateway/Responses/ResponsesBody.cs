using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>A Responses request as the engine takes it.</summary>
/// <param name="Chat">The conversation, instructions first, and what goes with it.</param>
/// <param name="Asked">The request's body: a response repeats what was asked for.</param>
internal sealed record ResponsesBody(ChatBody Chat, JsonObject Asked)
{
    /// <summary>What a request puts into <c>include</c> to have the fusion's item in the output.</summary>
    public const string IncludeFusion = "openrouter:fusion";

    /// <summary>Whether the output begins with the item of the fusion. By request only: typed clients refuse items of a type that they do not know.</summary>
    public bool ShowsFusion => Chat.IncludeEvents || IncludesFusion;

    /// <summary>Tools that the client groups.</summary>
    public required ToolNamespaces Namespaces { get; init; }

    /// <summary>Whether <c>include</c> asks for it.</summary>
    public bool IncludesFusion { get; init; }
}

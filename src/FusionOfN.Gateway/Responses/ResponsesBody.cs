using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>A Responses request as the engine takes it.</summary>
/// <param name="Chat">The conversation, instructions first, and what goes with it.</param>
/// <param name="Asked">The request's body: a response repeats what was asked for.</param>
internal sealed record ResponsesBody(ChatBody Chat, JsonObject Asked);

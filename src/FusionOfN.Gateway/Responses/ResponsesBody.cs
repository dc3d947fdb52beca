using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A Responses request as the engine takes it.</summary>
/// <param name="Messages">The conversation, instructions first.</param>
/// <param name="Options">The options for members and fusor.</param>
internal sealed record ResponsesBody(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>Whether the answer is streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>Holds the answer to the text format; null when any text will do.</summary>
    public IAnswerCheck? AnswerCheck { get; init; }

    /// <summary>The request's body: a response repeats what was asked for.</summary>
    public required JsonObject Asked { get; init; }
}

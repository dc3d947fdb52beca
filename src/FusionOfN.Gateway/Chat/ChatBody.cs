using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A chat completions request as the engine takes it.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Options">The options for members and fusor.</param>
internal sealed record ChatBody(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>Whether the answer is streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream ends with a chunk that holds the usage.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Whether a stream holds the run's progress.</summary>
    public bool IncludeEvents { get; init; }

    /// <summary>What was left out of the request, for the receipt.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Holds the answer to the response format; null when any text will do.</summary>
    public IAnswerCheck? AnswerCheck { get; init; }
}

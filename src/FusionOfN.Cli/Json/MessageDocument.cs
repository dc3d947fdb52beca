using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>A message of a conversation as chat APIs and data sets write it.</summary>
internal sealed record MessageDocument(string Role, string Content)
{
    /// <summary>A prompt with its answer; null when the prompt holds more than texts.</summary>
    public static IReadOnlyList<MessageDocument>? Conversation(IReadOnlyList<ChatMessage> prompt, string answer) =>
        prompt.All(message => message.Contents.All(content => content is TextContent))
            ? [.. prompt.Select(message => new MessageDocument(message.Role.Value, message.Text)), new MessageDocument(ChatRole.Assistant.Value, answer)]
            : null;
}

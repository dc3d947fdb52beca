using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>
/// Pictures and files that tools gave. Not every API has a place for them in a tool's own message, so that they follow the results of a turn as a message of the
/// user's, which says where they come from.
/// </summary>
/// <param name="messages">The conversation so far.</param>
internal sealed class ToolAttachments(List<ChatMessage> messages)
{
    private readonly List<AIContent> _held = [];

    /// <summary>Takes a tool's result: its text goes into the conversation, the rest is held until the results of the turn are there.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="contents">What the tool gave.</param>
    /// <returns>The message of its text.</returns>
    public ChatMessage AddResult(string callId, IEnumerable<AIContent> contents)
    {
        List<AIContent> parts = [.. contents];
        List<AIContent> others = [.. parts.Where(part => part is not TextContent)];
        if (others.Count > 0)
            _held.AddRange([new TextContent($"The tool call {callId} also gave this:"), .. others]);
        ChatMessage message = new(ChatRole.Tool, [new FunctionResultContent(callId, string.Concat(parts.OfType<TextContent>().Select(text => text.Text)))]);
        messages.Add(message);
        return message;
    }

    /// <summary>Ends the results of a turn: before any other message, and at the end.</summary>
    public void Flush()
    {
        if (_held.Count > 0)
            messages.Add(new ChatMessage(ChatRole.User, [.. _held]));
        _held.Clear();
    }
}

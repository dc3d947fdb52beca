using Microsoft.Extensions.AI;

namespace FusionOfN.Testing;

/// <summary>One call that reached a <see cref="ScriptedChatClient"/>.</summary>
/// <param name="Index">Which call this is, counted from 0 in the order of arrival.</param>
/// <param name="Messages">The messages, in order.</param>
/// <param name="Options">A copy of the options at the time of the call, or null when none were given.</param>
/// <param name="IsStreaming">Whether the streaming method was called.</param>
public sealed record ScriptedCall(int Index, IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, bool IsStreaming)
{
    /// <summary>The text of the last message; empty when there is none.</summary>
    public string LastText => Messages.Count == 0 ? "" : Messages[^1].Text;
}

using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>One run as it was kept.</summary>
/// <param name="Conversation">The id of the first run of the conversation it belongs to; its own id when it began one.</param>
/// <param name="Receipt">The receipt, with texts where these were wanted.</param>
internal sealed record LoggedRun(string Conversation, FusionReceipt Receipt)
{
    /// <summary>The conversation so far, the answer included; null when the texts were not kept.</summary>
    public IReadOnlyList<ChatMessage>? Messages => Receipt.Texts is { } texts
        ? [.. texts.Messages, new ChatMessage(ChatRole.Assistant, texts.Answer)]
        : null;
}

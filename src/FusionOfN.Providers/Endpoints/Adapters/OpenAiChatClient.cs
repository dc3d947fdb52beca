#pragma warning disable SCME0001 // JsonPatch is experimental, and the only way to fields the package does not know.
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;

namespace FusionOfN.Providers;

/// <summary>
/// Completes what the OpenAI adapter leaves out: extra body fields on the way there; reasoning under the name <c>reasoning</c>, the provider's own
/// cost and refusals on the way back.
/// </summary>
internal sealed class OpenAiChatClient : DelegatingChatClient
{
    private readonly OpenAiBodyFields _fields;

    public OpenAiChatClient(IChatClient inner, EndpointOptions options)
        : base(inner) => _fields = new OpenAiBodyFields(options);

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = await base.GetResponseAsync(messages, _fields.Apply(options), cancellationToken).ConfigureAwait(false);
        if (response.RawRepresentation is ChatCompletion raw && response.Messages.Count > 0)
        {
            IList<AIContent> contents = response.Messages[^1].Contents;
            AddReasoning(contents, raw.Patch.TryGetValue("$.choices[0].message.reasoning"u8, out string? reasoning) ? reasoning : null);
            if (raw.Usage is not null && raw.Usage.Patch.TryGetValue("$.cost"u8, out decimal cost))
                (response.AdditionalProperties ??= [])[FusionProperties.CostUsd] = cost;
            if (IsRefusal(contents)) response.FinishReason = ChatFinishReason.ContentFilter;
        }

        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        StringBuilder refusal = new();
        await foreach (ChatResponseUpdate update in base.GetStreamingResponseAsync(messages, _fields.Apply(options), cancellationToken).ConfigureAwait(false))
        {
            if (update.RawRepresentation is StreamingChatCompletionUpdate raw)
            {
                AddReasoning(update.Contents, raw.Patch.TryGetValue("$.choices[0].delta.reasoning"u8, out string? reasoning) ? reasoning : null);
                if (raw.Usage is not null && raw.Usage.Patch.TryGetValue("$.cost"u8, out decimal cost))
                    (update.AdditionalProperties ??= [])[FusionProperties.CostUsd] = cost;
                refusal.Append(raw.RefusalUpdate);
                if (refusal.Length > 0 && update.FinishReason is not null) Refuse(update, refusal);
            }

            yield return update;
        }
    }

    // The adapter reports refusals of whole answers this way, and forgets those of streamed ones.
    private static void Refuse(ChatResponseUpdate update, StringBuilder refusal)
    {
        update.FinishReason = ChatFinishReason.ContentFilter;
        // The usage update after it repeats the finish reason.
        if (!update.Contents.Any(content => content is UsageContent)) update.Contents.Add(new ErrorContent(refusal.ToString()) { ErrorCode = "Refusal" });
    }

    // Reasoning comes before the text, as it does from the other providers. Some servers send both spellings: once is enough.
    private static void AddReasoning(IList<AIContent> contents, string? reasoning)
    {
        if (reasoning is { Length: > 0 } && !contents.Any(content => content is TextReasoningContent))
        {
            contents.Insert(0, new TextReasoningContent(reasoning));
            return;
        }

        for (int i = 1; i < contents.Count; i++)
        {
            if (contents[i] is not TextReasoningContent late || contents[0] is TextReasoningContent) continue;
            contents.RemoveAt(i);
            contents.Insert(0, late);
        }
    }

    private static bool IsRefusal(IList<AIContent> contents) =>
        contents.Any(content => content is ErrorContent error && string.Equals(error.ErrorCode, "Refusal", StringComparison.OrdinalIgnoreCase));
}

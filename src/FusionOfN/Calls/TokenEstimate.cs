using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Counts tokens where no tokenizer is known: on the safe side, so that windows and budgets are not overrun.</summary>
/// <remarks>
/// One token per three UTF-8 bytes, rounded up, and four per message for its role. English text has about four bytes per token in current
/// vocabularies, Chinese, Japanese and Korean about three to four, so the estimate is usually high by a fifth to a third.
/// </remarks>
public static class TokenEstimate
{
    /// <summary>Tokens assumed for one image or other part that is not text.</summary>
    public const int PerAttachment = 1_500;

    /// <summary>Tokens assumed for the role and separators of one message.</summary>
    public const int PerMessage = 4;

    /// <summary>Estimates the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    public static int Count(string text) => (Encoding.UTF8.GetByteCount(text) + 2) / 3;

    /// <summary>Counts the tokens of a conversation for a model, with its own tokenizer where it has one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="messages">The conversation.</param>
    public static int Count(ChatModel model, IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(messages);
        var count = model.CountTokens ?? Count;
        return messages.Sum(message => PerMessage + message.Contents.Sum(content => CountContent(count, content)));
    }

    private static int CountContent(Func<string, int> count, AIContent content) => content switch
    {
        TextContent text => count(text.Text),
        TextReasoningContent reasoning => count(reasoning.Text),
        FunctionCallContent call => count(call.Name) + (call.Arguments?.Sum(argument => count($"{argument.Key}{argument.Value}")) ?? 0),
        FunctionResultContent result => count(result.Result?.ToString() ?? ""),
        _ => PerAttachment,
    };
}

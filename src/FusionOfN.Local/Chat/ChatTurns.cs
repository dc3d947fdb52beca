using Microsoft.Extensions.AI;

namespace FusionOfN.Local;

/// <summary>Reads a conversation into turns of text.</summary>
internal static class ChatTurns
{
    /// <exception cref="NotSupportedException">The conversation holds something other than text, or asks for tools.</exception>
    public static IReadOnlyList<PromptTurn> Read(IEnumerable<ChatMessage> messages, ChatOptions? options, string model)
    {
        if (options?.Tools is { Count: > 0 } && options.ToolMode is not NoneChatToolMode)
            throw Refuse($"The local model {model} cannot call tools. Leave them out, or use an endpoint that can.");

        List<PromptTurn> turns = [];
        if (!string.IsNullOrEmpty(options?.Instructions))
            turns.Add(new PromptTurn(PromptTurn.System, options.Instructions));
        foreach (var message in messages)
        {
            PromptTurn turn = new(Role(message, model), Text(message, model)) { Reasoning = Reasoning(message) };

            // Templates know one system message, at the beginning.
            if (turn.Role == PromptTurn.System && turns is [{ Role: PromptTurn.System }])
                turns[0] = turns[0] with { Text = $"{turns[0].Text}\n\n{turn.Text}" };
            else
                turns.Add(turn);
        }

        return turns.Any(turn => turn.Role == PromptTurn.User)
            ? turns
            : throw new ArgumentException($"The conversation for the local model {model} has no user message.", nameof(messages));
    }

    private static string Role(ChatMessage message, string model) =>
        message.Role == ChatRole.System ? PromptTurn.System
        : message.Role == ChatRole.User ? PromptTurn.User
        : message.Role == ChatRole.Assistant ? PromptTurn.Assistant
        : throw Refuse($"The local model {model} does not know messages of the role \"{message.Role}\".");

    // Nothing in it that a client may not know.
    private static NotSupportedException Refuse(string message) => new(message) { Data = { [FusionProperties.BriefFailure] = message } };

    private static string Word(AIContent content) => content switch
    {
        DataContent or UriContent or HostedFileContent => "an image or a file",
        FunctionCallContent or FunctionResultContent => "a call of a tool",
        _ => content.GetType().Name,
    };

    private static string? Reasoning(ChatMessage message) =>
        string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text)) is { Length: > 0 } text ? text : null;

    private static string Text(ChatMessage message, string model)
    {
        var strange = message.Contents.FirstOrDefault(content => content is not (TextContent or TextReasoningContent or UsageContent));
        return strange is null
            ? message.Text
            : throw Refuse($"The local model {model} reads text only; a message holds {Word(strange)}.");
    }
}

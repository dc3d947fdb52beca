using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Reads one line of a data set to learn from.</summary>
internal static class ChatRowParser
{
    /// <summary>Reads a row.</summary>
    /// <param name="line">The line number, from 1.</param>
    /// <param name="json">The line.</param>
    /// <exception cref="RowException">The row cannot be used.</exception>
    public static ChatRow Parse(int line, string json)
    {
        using JsonDocument document = RowJson.Parse(json);
        JsonElement row = document.RootElement;
        if (row.TryGetProperty("messages", out JsonElement list))
            return Row(line, Checked(MessageReader.Read(list, "messages"), "messages"), "messages", "messages");
        if (!row.TryGetProperty("prompt", out JsonElement prompt))
            throw new RowException("the row has neither messages nor prompt with completion");
        if (!row.TryGetProperty("completion", out JsonElement completion))
            throw new RowException("completion", "is missing; a prompt needs its completion");

        IReadOnlyList<ChatMessage> asked = Checked(MessageReader.ReadTextOrList(prompt, "prompt", ChatRole.User), "prompt");
        IReadOnlyList<ChatMessage> answered = Checked(MessageReader.ReadTextOrList(completion, "completion", ChatRole.Assistant), "completion");
        return Row(line, [.. asked, .. answered], "prompt", "completion");
    }

    private static IReadOnlyList<ChatMessage> Checked(IReadOnlyList<ChatMessage> messages, string field)
    {
        for (int index = 0; index < messages.Count; index++)
            Check(messages[index], $"{field}[{index}]");
        return messages;
    }

    // What a model hears and says; pictures and the results of tools are neither learned nor read by what is trained here.
    private static void Check(ChatMessage message, string field)
    {
        if (message.Role == ChatRole.Tool)
            throw new RowException($"{field}.role", "is tool; a conversation to learn from has system, user and assistant only");
        if (message.Contents.Any(content => content is not TextContent))
            throw new RowException($"{field}.content", "has a part that is no text; only texts can be learned from");
        if (string.IsNullOrWhiteSpace(message.Text))
            throw new RowException($"{field}.content", "is empty");
    }

    private static ChatRow Row(int line, IReadOnlyList<ChatMessage> messages, string first, string last)
    {
        if (messages[0].Role == ChatRole.Assistant)
            throw new RowException($"{first}[0].role", "is assistant; nothing would be asked");
        if (messages[^1].Role != ChatRole.Assistant)
            throw new RowException(last, $"ends with a message of the {messages[^1].Role.Value}; the last one must be the assistant's, as that is what is learned");
        return new ChatRow(line, messages);
    }
}

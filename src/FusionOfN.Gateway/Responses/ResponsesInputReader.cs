using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads <c>input</c>: a text, or the items of a conversation.</summary>
internal static class ResponsesInputReader
{
    public static IReadOnlyList<ChatMessage> Read(JsonFields body)
    {
        if (body.Take("input") is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            return value.GetValue<string>() is { Length: > 0 } text
                ? [new ChatMessage(ChatRole.User, text)]
                : throw body.Bad("input", "it is empty; give a text or items.");
        }

        List<ChatMessage> messages = [];
        foreach (var item in body.Objects("input") ?? throw body.Missing("input"))
            Add(messages, item);
        return messages.Any(message => message.Contents.Count > 0)
            ? messages
            : throw body.Bad("input", "no item holds any text.");
    }

    private static void Add(List<ChatMessage> messages, JsonFields item)
    {
        switch (item.String("type"))
        {
            case null or "message":
                messages.Add(ReadMessage(item));
                break;
            case "function_call":
                AddCall(messages, item);
                break;
            case "function_call_output":
                messages.Add(new ChatMessage(ChatRole.Tool, [ReadResult(item)]));
                break;
            case "reasoning" or "openrouter:fusion":
                // Clients send back all of what they got. What is behind an earlier answer is no part of the conversation.
                break;
            case "item_reference":
                throw item.Bad("type", "this server is stateless and keeps no items; send the item itself.", "unsupported_value");
            default:
                throw item.Bad("type", "there is no item of this type; known are message, function_call and function_call_output.", "unsupported_value");
        }
    }

    private static ChatMessage ReadMessage(JsonFields item)
    {
        var role = item.RequiredString("role") switch
        {
            "system" or "developer" => ChatRole.System,
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            _ => throw item.Bad("role", "give system, developer, user or assistant."),
        };
        return new ChatMessage(role, ContentPartReader.Read(item, "content", required: true));
    }

    // Calls made in one turn stand in one message: members refuse a tool's result that does not follow the message with its call.
    private static void AddCall(List<ChatMessage> messages, JsonFields item)
    {
        FunctionCallContent call = new(item.RequiredString("call_id"), item.RequiredString("name"), ChatMessageReader.ReadArguments(item));
        if (messages is [.., { } last] && last.Role == ChatRole.Assistant)
            last.Contents.Add(call);
        else
            messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
    }

    private static FunctionResultContent ReadResult(JsonFields item) => new(
        item.RequiredString("call_id"),
        string.Concat(ContentPartReader.Read(item, "output", required: true).OfType<TextContent>().Select(text => text.Text)));
}

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the conversation of a chat completions body.</summary>
internal static class ChatMessageReader
{
    public static IReadOnlyList<ChatMessage> Read(JsonFields body)
    {
        List<ChatMessage> messages = [.. (body.Objects("messages") ?? throw body.Missing("messages")).Select(ReadOne)];
        if (messages.Count == 0)
            throw body.Bad("messages", "it is empty; give at least one message.");
        if (messages.All(message => message.Contents.Count == 0))
            throw body.Bad("messages", "no message holds any text.");
        return messages;
    }

    private static ChatMessage ReadOne(JsonFields fields)
    {
        var role = fields.RequiredString("role");
        var message = role switch
        {
            "system" or "developer" => new ChatMessage(ChatRole.System, ContentPartReader.Read(fields, "content", required: true)),
            "user" => new ChatMessage(ChatRole.User, ContentPartReader.Read(fields, "content", required: true)),
            "assistant" => new ChatMessage(ChatRole.Assistant, [.. ContentPartReader.Read(fields, "content", required: false), .. ReadToolCalls(fields)]),
            "tool" => new ChatMessage(ChatRole.Tool, [ReadToolResult(fields)]),
            "function" => throw fields.Bad("role", "function messages are the deprecated form; use role tool.", "unsupported_value"),
            _ => throw fields.Bad("role", "give system, developer, user, assistant or tool."),
        };
        if (fields.String("name") is { Length: > 0 } name)
            message.AuthorName = name;
        if (role == "assistant" && message.Contents.Count == 0 && !fields.Has("refusal"))
            throw fields.Bad("content", "an assistant message needs a text or tool calls.", "missing_field");
        return message;
    }

    private static IEnumerable<AIContent> ReadToolCalls(JsonFields message)
    {
        foreach (var call in message.Objects("tool_calls") ?? [])
        {
            if (call.String("type") is not (null or "function"))
                throw call.Bad("type", "only function calls are taken.", "unsupported_value");
            var function = call.RequiredObject("function");
            yield return new FunctionCallContent(call.RequiredString("id"), function.RequiredString("name"), ReadArguments(function));
        }
    }

    /// <summary>The arguments of a call: an object in a string.</summary>
    public static Dictionary<string, object?> ReadArguments(JsonFields function)
    {
        var text = function.String("arguments");
        if (string.IsNullOrWhiteSpace(text))
            return [];

        try
        {
            return JsonSerializer.Deserialize(text, GatewayJson.Arguments)
                ?? throw function.Bad("arguments", "they must be a JSON object in a string.", FailureReasons.InvalidToolArguments);
        }
        catch (JsonException)
        {
            throw function.Bad("arguments", "they must be a JSON object in a string.", FailureReasons.InvalidToolArguments);
        }
    }

    private static FunctionResultContent ReadToolResult(JsonFields fields) => new(
        fields.RequiredString("tool_call_id"),
        string.Concat(ContentPartReader.Read(fields, "content", required: true).OfType<TextContent>().Select(text => text.Text)));
}

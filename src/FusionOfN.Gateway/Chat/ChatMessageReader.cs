using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the conversation of a chat completions body. Each message also keeps the form it came in, for members that speak the same API.</summary>
internal static class ChatMessageReader
{
    /// <summary>Reads the conversation.</summary>
    /// <param name="body">The body.</param>
    /// <param name="isPlain">Whether it goes to one plain model: then what is not known here is for that model to know.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public static IReadOnlyList<ChatMessage> Read(JsonFields body, bool isPlain = false)
    {
        List<ChatMessage> messages = [];
        ToolAttachments attachments = new(messages);
        foreach (var fields in body.Objects("messages") ?? throw body.Missing("messages"))
        {
            if (fields.RequiredString("role") == "tool")
            {
                AddResult(attachments, fields);
                continue;
            }

            attachments.Flush();
            var message = ReadOne(fields, isPlain);
            messages.Add(message);
            Keep(message, fields, isPlain);
        }

        attachments.Flush();
        if (messages.Count == 0)
            throw body.Bad("messages", "it is empty; give at least one message.");
        if (messages.All(message => message.Contents.Count == 0))
            throw body.Bad("messages", "no message holds any text.");
        return messages;
    }

    private static ChatMessage ReadOne(JsonFields fields, bool isPlain)
    {
        var role = fields.RequiredString("role");
        var message = role switch
        {
            "system" or "developer" => new ChatMessage(ChatRole.System, ContentPartReader.Read(fields, "content", required: true, isPlain)),
            "user" => new ChatMessage(ChatRole.User, ContentPartReader.Read(fields, "content", required: true, isPlain)),
            "assistant" => new ChatMessage(ChatRole.Assistant, [.. ContentPartReader.Read(fields, "content", required: false, isPlain), .. ReadToolCalls(fields)]),
            "function" when isPlain => new ChatMessage(ChatRole.Tool, [new FunctionResultContent(fields.RequiredString("name"), fields.String("content") ?? "")]),
            "function" => throw fields.Bad("role", "function messages are the deprecated form; use role tool.", "unsupported_value"),
            _ => throw fields.Bad("role", "give system, developer, user, assistant or tool."),
        };
        if (fields.String("name") is { Length: > 0 } name)
            message.AuthorName = name;

        // An empty text is one: agents keep their turns as they were.
        if (role == "assistant" && message.Contents.Count == 0 && !fields.Has("content") && !fields.Has("refusal") && fields.Rest() is null)
            throw fields.Bad("content", "an assistant message needs a text or tool calls.", "missing_field");
        return message;
    }

    private static void AddResult(ToolAttachments attachments, JsonFields fields)
    {
        List<AIContent> parts = [.. ContentPartReader.Read(fields, "content", required: true)];
        var message = attachments.AddResult(fields.RequiredString("tool_call_id"), parts);

        // With pictures in it, not every server of this API takes the message.
        if (parts.All(part => part is TextContent))
            GivenMessage.Keep(message, fields.Whole);
    }

    private static void Keep(ChatMessage message, JsonFields fields, bool isPlain)
    {
        if (isPlain)
        {
            GivenMessage.Keep(message, fields.Whole);
            return;
        }

        // A panel's members are of many kinds: what only some of them know is said in words that all do.
        if (fields.String("role") == "developer")
            fields.Whole["role"] = "system";
        if (message.Contents.OfType<FunctionCallContent>().All(call => call.AdditionalProperties is null))
            GivenMessage.Keep(message, fields.Whole);
    }

    private static IEnumerable<AIContent> ReadToolCalls(JsonFields message)
    {
        foreach (var call in message.Objects("tool_calls") ?? [])
        {
            if (call.String("type") == "custom")
            {
                var custom = call.RequiredObject("custom");
                yield return OfCustom(call.RequiredString("id"), custom.RequiredString("name"), custom.String("input") ?? "");
                continue;
            }

            if (call.String("type") is not (null or "function"))
                throw call.Bad("type", "give function or custom.", "unsupported_value");
            var function = call.RequiredObject("function");
            yield return ToolArguments.Read(call.RequiredString("id"), function.RequiredString("name"), function.String("arguments"));
        }
    }

    /// <summary>A call of a tool that takes a text, as the call of a function that takes one.</summary>
    public static FunctionCallContent OfCustom(string id, string name, string input) =>
        new(id, name, new Dictionary<string, object?> { ["input"] = input }) { AdditionalProperties = new() { ["type"] = "custom" } };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads <c>input</c>: a text, or the items of a conversation.</summary>
internal static class ResponsesInputReader
{
    // What a provider's server did on its own. Clients send back all of what they got; what is behind an earlier answer is no part of the conversation.
    private static readonly string[] PassedOver =
    [
        "reasoning", "openrouter:fusion", "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call", "computer_call", "computer_call_output",
        "mcp_call", "mcp_list_tools", "mcp_approval_request", "mcp_approval_response", "tool_search_call", "tool_search_output",
    ];

    /// <summary>Reads the conversation.</summary>
    /// <param name="body">The body.</param>
    /// <param name="namespaces">The groups of its tools.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where.</exception>
    public static IReadOnlyList<ChatMessage> Read(JsonFields body, ToolNamespaces namespaces)
    {
        if (body.Take("input") is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            return value.GetValue<string>() is { Length: > 0 } text
                ? [new ChatMessage(ChatRole.User, text)]
                : throw body.Bad("input", "it is empty; give a text or items.");
        }

        List<ChatMessage> messages = [];
        ToolAttachments attachments = new(messages);
        foreach (var item in body.Objects("input") ?? throw body.Missing("input"))
            Add(messages, attachments, item, namespaces);
        attachments.Flush();
        return messages.Any(message => message.Contents.Count > 0)
            ? messages
            : throw body.Bad("input", "no item holds any text.");
    }

    private static void Add(List<ChatMessage> messages, ToolAttachments attachments, JsonFields item, ToolNamespaces namespaces)
    {
        var type = item.String("type");
        if (type?.EndsWith("_output", StringComparison.Ordinal) == false)
            attachments.Flush();
        switch (type)
        {
            case null or "message":
                attachments.Flush();
                AddMessage(messages, item);
                break;
            case "function_call":
                AddCall(messages, ToolArguments.Read(
                    item.RequiredString("call_id"), namespaces.NameOf(item.String("namespace"), item.RequiredString("name")), item.String("arguments")));
                break;
            case "custom_tool_call":
                AddCall(messages, ChatMessageReader.OfCustom(item.RequiredString("call_id"), item.RequiredString("name"), item.String("input") ?? ""));
                break;
            case "local_shell_call" or "shell_call" or "apply_patch_call":
                AddCall(messages, ToolArguments.Read(
                    item.String("call_id") ?? item.RequiredString("id"), type[..^"_call".Length], (item.Object("action") ?? item.Object("operation"))?.Whole.ToJsonString()));
                break;
            case "function_call_output" or "custom_tool_call_output" or "local_shell_call_output" or "shell_call_output" or "apply_patch_call_output":
                attachments.AddResult(item.String("call_id") ?? item.RequiredString("id"), ReadOutput(item));
                break;
            case "item_reference":
                throw item.Bad(
                    "type", "this item is not here any more: items of an answer are kept for some minutes, and for the key that got them. Send the item itself; "
                    + "Vercel's AI SDK does so with providerOptions: { openai: { store: false } }.", "unsupported_value");
            default:
                if (!PassedOver.Contains(type))
                    throw item.Bad("type", "there is no item of this type; known are message, function_call, function_call_output, custom_tool_call and custom_tool_call_output.", "unsupported_value");
                break;
        }
    }

    private static void AddMessage(List<ChatMessage> messages, JsonFields item)
    {
        var role = item.RequiredString("role") switch
        {
            "system" or "developer" => ChatRole.System,
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            _ => throw item.Bad("role", "give system, developer, user or assistant."),
        };

        // An empty turn says nothing; not every member takes one.
        ChatMessage message = new(role, ContentPartReader.Read(item, "content", required: true));
        if (message.Contents.Count > 0)
            messages.Add(message);
    }

    // Calls made in one turn stand in one message: members refuse a tool's result that does not follow the message with its call.
    private static void AddCall(List<ChatMessage> messages, FunctionCallContent call)
    {
        if (messages is [.., { } last] && last.Role == ChatRole.Assistant)
            last.Contents.Add(call);
        else
            messages.Add(new ChatMessage(ChatRole.Assistant, [call]));
    }

    // A shell's output is a list of what each command gave; as JSON every model reads it.
    private static IEnumerable<AIContent> ReadOutput(JsonFields item) => item.Whole["output"] is JsonArray parts && parts.Any(part => part is not JsonObject one || one["type"] is null or not JsonValue || !IsPart(one))
        ? [new TextContent(item.Take("output")!.ToJsonString())]
        : ContentPartReader.Read(item, "output", required: true);

    private static bool IsPart(JsonObject part) => part.ContainsKey("text") || part.ContainsKey("image_url") || part.ContainsKey("file_data") || part.ContainsKey("file_id") || part.ContainsKey("file_url") || part.ContainsKey("refusal");
}

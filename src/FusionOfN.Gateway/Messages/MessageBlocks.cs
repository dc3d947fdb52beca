using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>Translates the messages of the Messages API, whose content is a list of blocks, into messages of chat completions.</summary>
internal sealed class MessageBlocks(OwnPaths own)
{
    // What a model thought, and what Anthropic's servers did on their own. What is behind an earlier answer is no part of the conversation.
    private static readonly string[] PassedOver = ["thinking", "redacted_thinking", "server_tool_use", "mcp_tool_use", "mcp_tool_result", "container_upload", "compaction"];

    /// <summary>Adds the system prompt.</summary>
    public void AddSystem(JsonArray messages, JsonNode system, JsonFields body)
    {
        JsonNode content = system switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.DeepClone(),
            JsonArray => new JsonArray([.. body.Objects("system")!.Select(block => block.RequiredString("type") == "text"
                ? Text(block)
                : throw block.Bad("type", "a system prompt holds text blocks only.", "unsupported_value"))]),
            _ => throw body.Wrong("system", "a string or an array of text blocks", system),
        };
        messages.Add(own.Note(new JsonObject { ["role"] = "system", ["content"] = own.Note(content, "system") }, "system"));
    }

    /// <summary>Adds a message; results of tools become messages of their own, before what else the user said.</summary>
    public void Add(JsonArray messages, JsonFields message)
    {
        var role = message.RequiredString("role");
        var place = message.Path;
        if (role is not ("user" or "assistant" or "system"))
            throw message.Bad("role", "give user or assistant.");
        switch (message.Take("content"))
        {
            case null:
                throw message.Missing("content");
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                messages.Add(own.Note(new JsonObject { ["role"] = role, ["content"] = value.DeepClone() }, place));
                break;
            case JsonArray when role == "assistant":
                AddAssistant(messages, place, message.Objects("content")!);
                break;
            case JsonArray:
                AddUser(messages, place, role, message.Objects("content")!);
                break;
            case var other:
                throw message.Wrong("content", "a string or an array of blocks", other);
        }
    }

    private void AddAssistant(JsonArray messages, string place, IEnumerable<JsonFields> blocks)
    {
        JsonArray parts = [];
        JsonArray calls = [];
        foreach (var block in blocks)
        {
            switch (block.RequiredString("type"))
            {
                case "text":
                    parts.Add(Text(block));
                    break;
                case "tool_use":
                    calls.Add(Call(block));
                    break;
                case var type when PassedOver.Contains(type) || type.EndsWith("_tool_result", StringComparison.Ordinal):
                    break;
                default:
                    throw block.Bad("type", "there is no block of this type in an assistant's message; known are text, tool_use and thinking.", "unsupported_value");
            }
        }

        JsonObject message = new() { ["role"] = "assistant", ["content"] = parts.Count > 0 ? parts : calls.Count > 0 ? null : "" };
        if (calls.Count > 0)
            message["tool_calls"] = calls;
        messages.Add(own.Note(message, place));
    }

    private JsonObject Call(JsonFields block)
    {
        JsonObject function = new()
        {
            ["name"] = block.RequiredString("name"),
            ["arguments"] = own.Note(JsonValue.Create((block.Take("input") ?? new JsonObject()).ToJsonString()), block.PathOf("input")),
        };
        return own.Note(
            new JsonObject { ["id"] = block.RequiredString("id"), ["type"] = "function", ["function"] = own.Note(function, block.Path) }, block.Path);
    }

    private void AddUser(JsonArray messages, string place, string role, IEnumerable<JsonFields> blocks)
    {
        JsonArray parts = [];
        foreach (var block in blocks)
        {
            if (block.RequiredString("type") == "tool_result")
                messages.Add(ToolResult(block));
            else
                parts.Add(Part(block));
        }

        if (parts.Count > 0)
            messages.Add(own.Note(new JsonObject { ["role"] = role, ["content"] = parts }, place));
    }

    private JsonObject ToolResult(JsonFields block)
    {
        JsonNode content = block.Take("content") switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.DeepClone(),
            JsonArray => new JsonArray([.. block.Objects("content")!.Select(Part)]),
            var other => throw block.Wrong("content", "a string or an array of blocks", other),
        };
        if (block.Bool("is_error") == true)
            content = content is JsonArray parts ? new JsonArray([Text("The tool failed: "), .. parts.Select(part => part!.DeepClone())]) : $"The tool failed: {content}";
        JsonNode id = own.Note(JsonValue.Create(block.RequiredString("tool_use_id")), block.PathOf("tool_use_id"));
        return own.Note(new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = content }, block.Path);
    }

    private JsonObject Part(JsonFields block) => own.Note(Translate(block), block.Path);

    private JsonObject Translate(JsonFields block) => block.RequiredString("type") switch
    {
        "text" => Text(block),
        "image" => Image(block.RequiredObject("source")),
        "document" => Document(block, block.RequiredObject("source")),
        "search_result" => Text($"{block.String("title")} ({block.String("source")})\n{string.Concat((block.Objects("content") ?? []).Select(part => part.String("text")))}"),
        "tool_reference" => Text(block.String("tool_name") ?? ""),
        _ => throw block.Bad("type", "there is no block of this type here; known are text, image, document and tool_result.", "unsupported_value"),
    };

    private static JsonObject Text(string text) => new() { ["type"] = "text", ["text"] = text };

    private JsonObject Text(JsonFields block)
    {
        JsonObject part = Text(block.RequiredString("text"));
        if (block.Object("cache_control") is { } cache)
            part["cache_control"] = cache.Whole.DeepClone();
        return own.Note(part, block.Path);
    }

    private JsonObject Image(JsonFields source) => new()
    {
        ["type"] = "image_url",
        ["image_url"] = own.Note(
            new JsonObject
            {
                ["url"] = source.RequiredString("type") switch
                {
                    "base64" => Data(source),
                    "url" => source.RequiredString("url"),
                    _ => throw NoFiles(source),
                },
            },
            source.Path),
    };

    private JsonValue Data(JsonFields source) =>
        own.Note(JsonValue.Create($"data:{source.RequiredString("media_type")};base64,{source.RequiredString("data")}"), source.PathOf("data"));

    private JsonObject Document(JsonFields block, JsonFields source)
    {
        switch (source.RequiredString("type"))
        {
            case "base64":
                return new JsonObject
                {
                    ["type"] = "file",
                    ["file"] = own.Note(new JsonObject { ["filename"] = block.String("title") ?? "document.pdf", ["file_data"] = Data(source) }, source.Path),
                };
            case "text":
                return Text(source.RequiredString("data"));
            case "content" when source.Whole["content"] is JsonValue && source.String("content") is { } text:
                return Text(text);
            default:
                throw NoFiles(source);
        }
    }

    private static GatewayException NoFiles(JsonFields source) =>
        source.Bad("type", "this server keeps no files and fetches none; give base64, or url for an image.", "unsupported_value");
}

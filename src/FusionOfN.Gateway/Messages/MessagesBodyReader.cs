using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// Translates a body of the Messages API into one of chat completions, from where on it is read as every other. What only concerns fusion stays where it is; a field
/// that is not known here goes to the members untouched.
/// </summary>
/// <remarks>Source: Anthropic's API reference.</remarks>
internal static class MessagesBodyReader
{
    // They concern Anthropic's own servers, and an answer without them is a full answer.
    private static readonly string[] WithoutEffect = ["metadata", "service_tier", "context_management", "inference_geo", "cache_control", "betas", "speed"];

    private const int LowBudget = 4096;
    private const int MediumBudget = 16384;

    /// <summary>Translates a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="own">Takes down where what is in the translated body comes from.</param>
    /// <exception cref="GatewayException">It is wrong; the message says where, in the words of the Messages API.</exception>
    public static JsonObject ToChat(JsonObject body, OwnPaths own)
    {
        JsonFields fields = new(body);
        JsonObject chat = new() { ["model"] = fields.RequiredString("model") };
        JsonArray messages = [];
        MessageBlocks blocks = new(own);
        if (fields.Take("system") is { } system)
            blocks.AddSystem(messages, system, fields);
        foreach (var message in fields.Objects("messages") ?? throw fields.Missing("messages"))
            blocks.Add(messages, message);
        chat["messages"] = messages;
        if (fields.Take("max_tokens") is { } limit)
            chat["max_tokens"] = limit.DeepClone();
        if (fields.Take("stop_sequences") is { } stops)
            chat["stop"] = own.Note(stops.DeepClone(), "stop_sequences");
        AddTools(fields, chat, own);
        AddReasoning(fields, chat, own);
        AddFormat(fields, chat, own);
        RefuseServers(fields);
        foreach (var name in WithoutEffect)
            fields.Take(name);
        foreach (var (name, value) in fields.Rest() ?? [])
            chat.TryAdd(name, value?.DeepClone());
        if (fields.Bool("stream") == true)
            chat["stream"] = true;
        return chat;
    }

    private static void RefuseServers(JsonFields fields)
    {
        if (fields.Array("mcp_servers") is { Count: > 0 })
            throw fields.Bad("mcp_servers", "this server calls no tools itself; have your client call them.", "unsupported_field");
        fields.Take("container");
    }

    private static void AddTools(JsonFields fields, JsonObject chat, OwnPaths own)
    {
        if (fields.Objects("tools") is { } tools)
            chat["tools"] = new JsonArray([.. tools.Select(tool => ToFunction(tool, own))]);
        if (fields.Object("tool_choice") is not { } choice)
            return;
        chat["tool_choice"] = choice.RequiredString("type") switch
        {
            "auto" => "auto",
            "any" => "required",
            "none" => "none",
            "tool" => new JsonObject { ["type"] = "function", ["function"] = own.Note(new JsonObject { ["name"] = choice.RequiredString("name") }, "tool_choice") },
            _ => throw choice.Bad("type", "give auto, any, tool or none."),
        };
        if (choice.Bool("disable_parallel_tool_use") is { } disabled)
            chat["parallel_tool_calls"] = !disabled;
    }

    private static JsonObject ToFunction(JsonFields tool, OwnPaths own)
    {
        // Tools with a type of their own are run by Anthropic's servers, or are a dialect's.
        if (tool.String("type") is not (null or "custom"))
            return tool.Whole.DeepClone().AsObject();

        JsonObject function = new() { ["name"] = tool.RequiredString("name") };
        if (tool.String("description") is { } description)
            function["description"] = description;
        if (tool.Object("input_schema") is { } schema)
            function["parameters"] = own.Note(schema.Whole.DeepClone(), tool.PathOf("input_schema"));
        if (tool.Bool("strict") is { } strict)
            function["strict"] = strict;
        JsonObject chat = new() { ["type"] = "function", ["function"] = own.Note(function, tool.Path) };
        if (tool.Object("cache_control") is { } cache)
            chat["cache_control"] = cache.Whole.DeepClone();
        return chat;
    }

    private static void AddReasoning(JsonFields fields, JsonObject chat, OwnPaths own)
    {
        if (fields.Object("output_config")?.String("effort") is { } effort)
        {
            chat["reasoning_effort"] = own.Note(JsonValue.Create(effort), "output_config.effort");
            fields.Take("thinking");
        }
        else if (fields.Object("thinking") is { } thinking)
        {
            switch (thinking.RequiredString("type"))
            {
                // A number of tokens is what only some members understand; its size says how much is meant.
                case "enabled":
                    var budget = thinking.Int("budget_tokens", from: 1) ?? throw thinking.Missing("budget_tokens");
                    chat["reasoning_effort"] = budget < LowBudget ? "low" : budget < MediumBudget ? "medium" : "high";
                    break;
                case "adaptive" or "disabled":
                    break;
                default:
                    throw thinking.Bad("type", "give enabled, adaptive or disabled.");
            }
        }
    }

    private static void AddFormat(JsonFields fields, JsonObject chat, OwnPaths own)
    {
        var format = fields.Object("output_config")?.Object("format") ?? fields.Object("output_format");
        if (format is null)
            return;
        if (format.RequiredString("type") != "json_schema")
            throw format.Bad("type", "give json_schema.", "unsupported_value");
        var schema = format.RequiredObject("schema");
        chat["response_format"] = own.Note(
            new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = true, ["schema"] = own.Note(schema.Whole.DeepClone(), schema.Path) },
            },
            format.Path);
    }
}

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
    /// <exception cref="GatewayException">It is wrong; the message says where, in the words of the Messages API.</exception>
    public static JsonObject ToChat(JsonObject body)
    {
        JsonFields fields = new(body);
        JsonObject chat = new() { ["model"] = fields.RequiredString("model") };
        JsonArray messages = [];
        if (fields.Take("system") is { } system)
            MessageBlocks.AddSystem(messages, system, fields);
        foreach (var message in fields.Objects("messages") ?? throw fields.Missing("messages"))
            MessageBlocks.Add(messages, message);
        chat["messages"] = messages;
        Rename(fields, "max_tokens", chat, "max_tokens");
        Rename(fields, "stop_sequences", chat, "stop");
        AddTools(fields, chat);
        AddReasoning(fields, chat);
        AddFormat(fields, chat);
        RefuseServers(fields);
        foreach (var name in WithoutEffect)
            fields.Take(name);
        foreach (var (name, value) in fields.Rest() ?? [])
            chat.TryAdd(name, value?.DeepClone());
        if (fields.Bool("stream") == true)
            chat["stream"] = true;
        return chat;
    }

    private static void Rename(JsonFields fields, string name, JsonObject chat, string other)
    {
        if (fields.Take(name) is { } value)
            chat[other] = value.DeepClone();
    }

    private static void RefuseServers(JsonFields fields)
    {
        if (fields.Array("mcp_servers") is { Count: > 0 })
            throw fields.Bad("mcp_servers", "this server calls no tools itself; have your client call them.", "unsupported_field");
        fields.Take("container");
    }

    private static void AddTools(JsonFields fields, JsonObject chat)
    {
        if (fields.Objects("tools") is { } tools)
            chat["tools"] = new JsonArray([.. tools.Select(ToFunction)]);
        if (fields.Object("tool_choice") is not { } choice)
            return;
        chat["tool_choice"] = choice.RequiredString("type") switch
        {
            "auto" => "auto",
            "any" => "required",
            "none" => "none",
            "tool" => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = choice.RequiredString("name") } },
            _ => throw choice.Bad("type", "give auto, any, tool or none."),
        };
        if (choice.Bool("disable_parallel_tool_use") is { } disabled)
            chat["parallel_tool_calls"] = !disabled;
    }

    private static JsonObject ToFunction(JsonFields tool)
    {
        // Tools with a type of their own are run by Anthropic's servers, or are a dialect's.
        if (tool.String("type") is not (null or "custom"))
            return tool.Whole.DeepClone().AsObject();

        JsonObject function = new() { ["name"] = tool.RequiredString("name") };
        if (tool.String("description") is { } description)
            function["description"] = description;
        if (tool.Object("input_schema") is { } schema)
            function["parameters"] = schema.Whole.DeepClone();
        if (tool.Bool("strict") is { } strict)
            function["strict"] = strict;
        JsonObject chat = new() { ["type"] = "function", ["function"] = function };
        if (tool.Object("cache_control") is { } cache)
            chat["cache_control"] = cache.Whole.DeepClone();
        return chat;
    }

    private static void AddReasoning(JsonFields fields, JsonObject chat)
    {
        if (fields.Object("output_config")?.String("effort") is { } effort)
        {
            chat["reasoning_effort"] = effort;
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

    private static void AddFormat(JsonFields fields, JsonObject chat)
    {
        var format = fields.Object("output_config")?.Object("format") ?? fields.Object("output_format");
        if (format is null)
            return;
        if (format.RequiredString("type") != "json_schema")
            throw format.Bad("type", "give json_schema.", "unsupported_value");
        chat["response_format"] = new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "answer", ["strict"] = true, ["schema"] = format.RequiredObject("schema").Whole.DeepClone() },
        };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the tools that the client offers, and whether one must be called.</summary>
internal static class ToolReader
{
    private static readonly JsonElement NoParameters = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }, GatewayJson.Context.JsonObject);

    // Tools that a provider's server runs itself, and those that take a text in place of arguments. Newer versions have a date behind the name.
    private static readonly string[] Foreign =
    [
        "custom", "web_search", "web_fetch", "file_search", "code_interpreter", "computer", "mcp", "image_generation", "local_shell", "shell", "apply_patch",
        "tool_search", "tool_suggest", "browser_search", "url_context", "google_search", "code_execution", "openrouter:",
    ];

    /// <summary>Reads tools and choice.</summary>
    /// <param name="body">The body.</param>
    /// <param name="options">Where they are put.</param>
    /// <param name="isPlain">Whether they go to one plain model: then tools that are no functions are for its server to know.</param>
    /// <returns>What was left out, because the members of a panel have no such tools.</returns>
    public static IReadOnlyList<string> Read(JsonFields body, ChatOptions options, bool isPlain)
    {
        List<string> notes = [];
        List<JsonFields> tools = [.. body.Objects("tools") ?? []];
        if (tools.Where(IsFunction).Select(ReadTool).ToList() is { Count: > 0 } functions)
            options.Tools = [.. functions];
        if (!isPlain && tools.Where(tool => !IsFunction(tool)).Select(NameOf).Distinct().ToList() is { Count: > 0 } others)
            notes.Add($"Left out, because a fusion calls functions only: {string.Join(", ", others)}.");
        options.ToolMode = ReadChoice(body, options, isPlain, hasOthers: tools.Count > (options.Tools?.Count ?? 0), notes);
        options.AllowMultipleToolCalls = body.Bool("parallel_tool_calls");
        return notes;
    }

    private static bool IsFunction(JsonFields tool) => tool.RequiredString("type") switch
    {
        "function" => true,
        var type when IsForeign(type) => false,
        _ => throw tool.Bad("type", "there is no tool of this type; give function.", "unsupported_value"),
    };

    private static bool IsForeign(string type) => Foreign.Any(known => type.StartsWith(known, StringComparison.Ordinal));

    private static string NameOf(JsonFields tool) =>
        (tool.Object("custom") ?? tool).Whole["name"] is JsonValue name && name.GetValueKind() == JsonValueKind.String
            ? $"{tool.RequiredString("type")} '{name.GetValue<string>()}'"
            : tool.RequiredString("type");

    private static AITool ReadTool(JsonFields tool)
    {
        // The Responses API has the function's fields beside the type.
        var function = tool.Object("function") ?? tool;
        var name = function.RequiredString("name");
        var parameters = function.Object("parameters") is { } schema ? JsonSerializer.SerializeToElement(schema.Whole, GatewayJson.Context.JsonObject) : NoParameters;
        var strict = function.Bool("strict");
        var declaration = AIFunctionFactory.CreateDeclaration(name, function.String("description") ?? "", parameters);
        return strict is null ? declaration : new StrictFunction(declaration, strict.Value);
    }

    private static ChatToolMode? ReadChoice(JsonFields body, ChatOptions options, bool isPlain, bool hasOthers, List<string> notes)
    {
        var mode = body.Take("tool_choice") switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>() switch
            {
                "none" => ChatToolMode.None,
                "auto" => (ChatToolMode)ChatToolMode.Auto,
                "required" => ChatToolMode.RequireAny,
                _ => throw body.Bad("tool_choice", "give none, auto, required, or an object that names a function."),
            },
            JsonObject => ReadNamed(body.Object("tool_choice")!, options, isPlain, notes),
            var other => throw body.Wrong("tool_choice", "a string or an object", other),
        };
        if (mode is RequiredChatToolMode required && !(isPlain && hasOthers))
        {
            if (options.Tools is null)
                throw body.Bad("tool_choice", hasOthers ? "a tool is required but no function is among the tools, and a fusion calls no others." : "a tool is required but no tools are given.");
            if (required.RequiredFunctionName is { } name && !options.Tools.Any(tool => tool.Name == name))
                throw body.Bad("tool_choice", "the function that is required is not among the tools.");
        }

        // Without a function there is nothing to choose; what the client chose goes to its server as it was given.
        return options.Tools is null ? null : mode;
    }

    private static ChatToolMode? ReadNamed(JsonFields choice, ChatOptions options, bool isPlain, List<string> notes)
    {
        switch (choice.RequiredString("type"))
        {
            case "function":
                return ChatToolMode.RequireSpecific((choice.Object("function") ?? choice).RequiredString("name"));
            case "allowed_tools":
                return ReadAllowed(choice.Object("allowed_tools") ?? choice, options);
            case var type when IsForeign(type):
                if (!isPlain)
                    notes.Add($"Left out of tool_choice, because a fusion calls functions only: {type}.");
                return null;
            default:
                throw choice.Bad("type", "give function or allowed_tools.", "unsupported_value");
        }
    }

    // The tools that are not allowed are not offered: no model can call them then.
    private static ChatToolMode ReadAllowed(JsonFields allowed, ChatOptions options)
    {
        HashSet<string> names =
        [
            .. (allowed.Objects("tools") ?? throw allowed.Missing("tools")).Where(IsFunction).Select(tool => (tool.Object("function") ?? tool).RequiredString("name")),
        ];
        options.Tools = options.Tools?.Where(tool => names.Contains(tool.Name)).ToList() is { Count: > 0 } left ? left : null;
        return allowed.String("mode") switch
        {
            null or "auto" => ChatToolMode.Auto,
            "required" => ChatToolMode.RequireAny,
            _ => throw allowed.Bad("mode", "give auto or required."),
        };
    }

    /// <summary>A declaration with OpenAI's <c>strict</c>, where its adapter looks for it.</summary>
    private sealed class StrictFunction(AIFunctionDeclaration declaration, bool strict) : AIFunctionDeclaration
    {
        public override string Name => declaration.Name;

        public override string Description => declaration.Description;

        public override JsonElement JsonSchema => declaration.JsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = new Dictionary<string, object?> { ["strict"] = strict };
    }
}

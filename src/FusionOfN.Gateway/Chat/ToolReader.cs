using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Reads the tools that the client offers, and whether one must be called.</summary>
internal static class ToolReader
{
    private static readonly JsonElement NoParameters = JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() }, GatewayJson.Context.JsonObject);

    public static void Read(JsonFields body, ChatOptions options)
    {
        if (body.Objects("tools") is { } tools && tools.Select(ReadTool).ToList() is { Count: > 0 } list)
            options.Tools = [.. list];
        options.ToolMode = ReadChoice(body, options);
        options.AllowMultipleToolCalls = body.Bool("parallel_tool_calls");
    }

    private static AITool ReadTool(JsonFields tool)
    {
        if (tool.RequiredString("type") != "function")
            throw tool.Bad("type", "only function tools are taken.", "unsupported_value");

        // The Responses API has the function's fields beside the type.
        var function = tool.Object("function") ?? tool;
        var name = function.RequiredString("name");
        var parameters = function.Object("parameters") is { } schema ? JsonSerializer.SerializeToElement(schema.Whole, GatewayJson.Context.JsonObject) : NoParameters;
        var strict = function.Bool("strict");
        var declaration = AIFunctionFactory.CreateDeclaration(name, function.String("description") ?? "", parameters);
        return strict is null ? declaration : new StrictFunction(declaration, strict.Value);
    }

    private static ChatToolMode? ReadChoice(JsonFields body, ChatOptions options)
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
            JsonObject => ReadNamed(body.Object("tool_choice")!),
            var other => throw body.Wrong("tool_choice", "a string or an object", other),
        };
        if (mode is RequiredChatToolMode required)
        {
            if (options.Tools is null)
                throw body.Bad("tool_choice", "a tool is required but no tools are given.");
            if (required.RequiredFunctionName is { } name && !options.Tools.Any(tool => tool.Name == name))
                throw body.Bad("tool_choice", "the function that is required is not among the tools.");
        }

        return mode;
    }

    private static RequiredChatToolMode ReadNamed(JsonFields choice)
    {
        if (choice.RequiredString("type") != "function")
            throw choice.Bad("type", "give function.", "unsupported_value");
        return ChatToolMode.RequireSpecific((choice.Object("function") ?? choice).RequiredString("name"));
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

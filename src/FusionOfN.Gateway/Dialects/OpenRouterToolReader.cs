using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>OpenRouter's fusion server tool: the request's model writes, the tool's model judges.</summary>
internal static class OpenRouterToolReader
{
    private const int MostModels = 8;

    /// <summary>The types of the tool.</summary>
    public static IReadOnlyList<string> Types { get; } = ["openrouter:fusion", "fusion:fusion"];

    public static FusionAsk Read(DialectRequest request, JsonFields tool)
    {
        Reading.RefuseUnknown(tool, Vocabulary.Tool);
        var parameters = tool.Object("parameters") ?? new JsonFields([], tool.PathOf("parameters"));
        Reading.RefuseUnknown(parameters, Vocabulary.ToolParameters);
        WebTools.Read(parameters);
        var (effort, reasoningTokens) = GenerationReader.Reasoning(parameters);
        GenerationOverrides inner = new()
        {
            MaxCompletionTokens = GenerationReader.MaxCompletionTokens(parameters),
            ReasoningEffort = effort,
            ReasoningMaxTokens = reasoningTokens,
        };
        var choice = Choice(request.Body);
        var ask = request.Ask(DialectNames.OpenRouterTool) with
        {
            Overrides = new()
            {
                Models = Reading.Models(parameters, "analysis_models", request.Models, MostModels),
                Fusors = request.Target.Model is { } writer ? [writer] : [],
                Judge = Reading.Model(parameters, "model", request.Models),
                Invocation = choice,
                PanelOptions = GenerationReader.OrNull(inner with { Temperature = GenerationReader.Temperature(parameters) }),
                JudgeOptions = GenerationReader.OrNull(inner),
            },
            Analyse = choice != InvocationMode.Solo,
        };

        // The tool is not used: the model that would have used it answers alone.
        return choice == InvocationMode.Solo && request.Target.Model is not null ? request.PassThrough(ask.Dialect) : ask;
    }

    /// <summary>Reads whether the tool must be used, and takes that out of the body when it says nothing about other tools.</summary>
    private static InvocationMode? Choice(JsonObject body)
    {
        JsonFields fields = new(body);
        switch (fields.Take("tool_choice"))
        {
            // Who offers the tool wants a fusion. That the model decides by itself, and mostly against it, surprises people.
            case null:
                return InvocationMode.Required;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var mode = Reading.Word(
                    fields, "tool_choice", ("required", InvocationMode.Required), ("auto", InvocationMode.Auto), ("none", InvocationMode.Solo));
                // Without another tool there is nothing left to choose, and with one, calling the fusion was enough.
                if (mode == InvocationMode.Required || body["tools"] is null)
                    body.Remove("tool_choice");
                return mode;
            case JsonObject:
                return NamedChoice(body, fields.RequiredObject("tool_choice"));
            case var other:
                throw fields.Wrong("tool_choice", "a string or an object", other);
        }
    }

    private static InvocationMode NamedChoice(JsonObject body, JsonFields choice)
    {
        string type = choice.RequiredString("type");
        if (Types.Contains(type))
        {
            Reading.RefuseUnknown(choice, ["type"]);
            body.Remove("tool_choice");
        }
        else if (type is not ("function" or "custom"))
        {
            throw choice.Bad("type", $"{Secrets.Show(type)} cannot be chosen beside the fusion tool. Give {string.Join(", ", Types)} or function.", "unsupported_value");
        }

        // A function of the client's that must be called is the form of the final answer; the panel is asked all the same.
        return InvocationMode.Required;
    }
}

using System.Text.Json;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>A model as clients' pickers see it.</summary>
internal sealed record ModelCard
{
    // What the gateway itself reads, and what a model must have a place for. Everything else goes to the members untouched, so it is theirs to support.
    private static readonly (string Name, SupportedOptions Needs)[] Parameters =
    [
        ("temperature", SupportedOptions.Temperature), ("top_p", SupportedOptions.TopP), ("top_k", SupportedOptions.TopK), ("max_tokens", SupportedOptions.None),
        ("max_completion_tokens", SupportedOptions.None), ("stop", SupportedOptions.StopSequences), ("seed", SupportedOptions.Seed),
        ("frequency_penalty", SupportedOptions.Penalties), ("presence_penalty", SupportedOptions.Penalties), ("tools", SupportedOptions.Tools),
        ("tool_choice", SupportedOptions.ToolChoice), ("parallel_tool_calls", SupportedOptions.ToolChoice), ("response_format", SupportedOptions.ResponseFormat),
        ("structured_outputs", SupportedOptions.ResponseFormat), ("reasoning", SupportedOptions.Reasoning), ("reasoning_effort", SupportedOptions.Reasoning),
        ("stream", SupportedOptions.None),
    ];

    /// <summary>The name to ask for.</summary>
    public required string Id { get; init; }

    public string? Description { get; init; }

    /// <summary>Tokens that fit, prompt and answer together; null when a model's window is not known.</summary>
    public int? ContextLength { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>What every model that makes the answer has a place for.</summary>
    public required SupportedOptions Supports { get; init; }

    /// <summary>The panel, for recipes.</summary>
    public RecipeSummary? Recipe { get; init; }

    public static ModelCard OfRecipe(RecipeSummary summary, Recipe recipe) => new()
    {
        Id = $"fusion/{summary.Name}",
        Description = summary.Description,
        ContextLength = ContextOf(recipe),
        MaxOutputTokens = recipe.Aggregator.Writer is { } writer ? writer.MaxOutputTokens : Smallest(recipe.Panel, model => model.MaxOutputTokens),
        Supports = AllOf([.. recipe.Panel.Members.Select(member => member.Model), .. recipe.Aggregator.Writer is null ? [] : recipe.Aggregator.Models]),
        Recipe = summary,
    };

    public static ModelCard OfPlain(ModelSummary summary, Recipe plain) => new()
    {
        Id = summary.Name,
        ContextLength = plain.Panel.Members[0].Model.ContextWindow,
        MaxOutputTokens = plain.Panel.Members[0].Model.MaxOutputTokens,
        Supports = plain.Panel.Members[0].Model.Supports,
    };

    /// <summary>Writes the card.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="since">Since when the gateway serves models: clients keep a list by this, so that it must not change from call to call.</param>
    /// <param name="shape">Whose fields stand beside those that every client reads.</param>
    public void Write(Utf8JsonWriter json, DateTimeOffset since, ModelShape shape = ModelShape.OpenAi)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        if (shape == ModelShape.Anthropic)
            ModelShapes.WriteAnthropic(json, this, since);
        else if (shape == ModelShape.OpenRouter)
            ModelShapes.WriteOpenRouter(json, this);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, since.ToUnixTimeSeconds());
        json.WriteString("owned_by"u8, Recipe is null ? "endpoint" : "fusion");
        if (Description is not null)
            json.WriteString("description"u8, Description);
        if (ContextLength is { } context)
            json.WriteNumber("context_length"u8, context);
        if (MaxOutputTokens is { } output)
            json.WriteNumber("max_completion_tokens"u8, output);
        json.WriteStartArray("supported_parameters"u8);
        foreach (var (name, _) in Parameters.Where(parameter => Supports.HasFlag(parameter.Needs)))
            json.WriteStringValue(name);
        json.WriteEndArray();
        if (Recipe is { } recipe)
            WriteRecipe(json, recipe);
        json.WriteEndObject();
    }

    private static void WriteRecipe(Utf8JsonWriter json, RecipeSummary recipe)
    {
        json.WriteStartObject("fusion"u8);
        json.WriteString("aggregator"u8, recipe.Aggregator);
        json.WriteNumber("candidates"u8, recipe.Size);
        json.WriteString("invocation"u8, recipe.Invocation.ToString().ToLowerInvariant());
        json.WriteStartArray("panel"u8);
        foreach (var member in recipe.Panel)
            json.WriteStringValue(member);
        json.WriteEndArray();
        json.WriteStartArray("fusor"u8);
        foreach (var fusor in recipe.Fusors)
            json.WriteStringValue(fusor);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// What panel and fusor can both take: every member holds the conversation and its answer; the fusor holds the conversation and two answers at least,
    /// since what does not fit at once is fused in groups.
    /// </summary>
    private static int? ContextOf(Recipe recipe)
    {
        var panel = Smallest(recipe.Panel, model => model.ContextWindow);
        if (recipe.Aggregator.Writer is not { } writer)
            return panel;
        if (writer.ContextWindow is not { } window)
            return null;

        var answer = Smallest(recipe.Panel, model => model.Options?.MaxOutputTokens ?? model.MaxOutputTokens) ?? 0;
        var room = Math.Max(0, window - (answer * 2));
        return panel is { } smallest ? Math.Min(smallest, room) : null;
    }

    private static SupportedOptions AllOf(IEnumerable<ChatModel> models) => models.Aggregate(SupportedOptions.All, (all, model) => all & model.Supports);

    private static int? Smallest(Panel panel, Func<ChatModel, int?> of)
    {
        int?[] all = [.. panel.Members.Select(member => of(member.Model))];
        return all.Contains(null) ? null : all.Min();
    }
}

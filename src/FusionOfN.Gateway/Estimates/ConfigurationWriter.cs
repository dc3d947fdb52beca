using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes the canonical configuration that a request was read as, whatever dialect it came in.</summary>
internal static class ConfigurationWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run)
    {
        var (ask, recipe) = (run.Request.Ask, run.Recipe);
        json.WriteStartObject("configuration"u8);
        json.WriteString("dialect"u8, ask.Dialect);
        json.WriteString("requested_model"u8, ask.RequestedModel);
        json.WriteString("pass_through"u8, ask.PassThrough);
        WriteMembers(json, "panel"u8, recipe.Panel.Members);
        if (run.IsFusion)
        {
            json.WriteString("recipe"u8, recipe.Name);
            json.WriteString("aggregator"u8, recipe.Aggregator.Name);
            WriteMembers(json, "spares"u8, recipe.Panel.Spares);
            WriteModels(json, recipe);
            json.WriteString("invocation"u8, recipe.Invocation.Mode.ToString().ToLowerInvariant());
            WriteQuorum(json, recipe);
            WriteBudget(json, recipe.Budget);
            json.WriteString("fallback"u8, recipe.Fallback.ToString().ToLowerInvariant());
            json.WriteString("expose"u8, ask.Expose.ToString().ToLowerInvariant());
            json.WriteBoolean("analyse"u8, ask.Analyse);
            json.WriteBoolean("attribution"u8, ask.Attribution);
            if (recipe.Seed is { } seed)
                json.WriteNumber("seed"u8, seed);
        }

        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<PanelMember> members)
    {
        json.WriteStartArray(name);
        foreach (var member in members)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, member.Model.Name);
            json.WriteNumber("samples"u8, member.Samples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModels(Utf8JsonWriter json, Recipe recipe)
    {
        json.WriteStartArray("aggregator_models"u8);
        foreach (var model in recipe.Aggregator.Models.DistinctBy(model => model.Name))
            json.WriteStringValue(model.Name);
        json.WriteEndArray();
        json.WriteString("judge"u8, recipe.Analyst?.Name);
        json.WriteString("criteria"u8, recipe.Criteria);
    }

    private static void WriteQuorum(Utf8JsonWriter json, Recipe recipe)
    {
        json.WriteStartObject("quorum"u8);
        json.WriteNumber("min"u8, recipe.Quorum.Needed(recipe.Panel.Size));
        json.WriteNumber("required"u8, recipe.Quorum.Required);
        json.WriteNumber("grace_ms"u8, recipe.Quorum.Grace.TotalMilliseconds);
        json.WriteNumber("timeout_ms"u8, recipe.Quorum.Timeout.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetLimits limits)
    {
        json.WriteStartObject("limits"u8);
        if (limits.MaxCostUsd is { } cost)
            json.WriteNumber("max_cost_usd"u8, cost);
        if (limits.MaxCalls is { } calls)
            json.WriteNumber("max_calls"u8, calls);
        if (limits.MaxTokens is { } tokens)
            json.WriteNumber("max_tokens"u8, tokens);
        if (limits.MaxWallTime is { } wall)
            json.WriteNumber("max_wall_ms"u8, wall.TotalMilliseconds);
        json.WriteEndObject();
    }
}

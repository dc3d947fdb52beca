using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes an estimate, and what the request was read as.</summary>
internal static class EstimateWriter
{
    public static void Write(Utf8JsonWriter json, PlannedRun run, RunEstimate estimate)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "fusion.estimate"u8);
        Range(json, "calls"u8, estimate.Calls);
        Range(json, "input_tokens"u8, estimate.InputTokens);
        Range(json, "output_tokens"u8, estimate.OutputTokens);
        Cost(json, estimate.KnownCost);
        Names(json, "unknown_prices"u8, estimate.UnknownPrices);
        json.WriteStartArray("models"u8);
        foreach (var model in estimate.Models)
            WriteModel(json, model);
        json.WriteEndArray();
        WriteBudget(json, estimate);
        WriteContext(json, estimate.Context);
        ConfigurationWriter.Write(json, run);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, ModelEstimate model)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model.Model);
        Names(json, "roles"u8, model.Roles.Select(Words.Of));
        Range(json, "calls"u8, model.Calls);
        Range(json, "input_tokens"u8, model.InputTokens);
        Range(json, "output_tokens"u8, model.OutputTokens);
        Cost(json, model.Cost);
        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, RunEstimate estimate)
    {
        json.WriteStartObject("budget"u8);
        json.WriteString("fits"u8, estimate.IsOverBudget ? "no"u8 : estimate.OverBudget.Count > 0 ? "maybe"u8 : "yes"u8);
        Names(json, "reasons"u8, estimate.OverBudget);
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, IReadOnlyList<ContextFit> context)
    {
        json.WriteStartObject("context"u8);
        json.WriteBoolean("fits"u8, context.All(fit => fit.Fits != false));
        json.WriteStartArray("models"u8);
        foreach (var fit in context)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, fit.Model);
            json.WriteString("role"u8, Words.Of(fit.Role));
            json.WriteNumber("needed_tokens"u8, fit.NeededTokens);
            if (fit.Window is { } window)
                json.WriteNumber("context_window"u8, window);
            if (fit.Fits is { } fits)
                json.WriteBoolean("fits"u8, fits);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, ReadOnlySpan<byte> name, CountRange range)
    {
        json.WriteStartObject(name);
        json.WriteNumber("min"u8, range.Min);
        json.WriteNumber("max"u8, range.Max);
        json.WriteEndObject();
    }

    // An unknown cost is null: it is not zero.
    private static void Cost(Utf8JsonWriter json, CostRange? range)
    {
        if (range is not { } cost)
        {
            json.WriteNull("cost_usd"u8);
            return;
        }

        json.WriteStartObject("cost_usd"u8);
        json.WriteNumber("min"u8, cost.MinUsd);
        json.WriteNumber("max"u8, cost.MaxUsd);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}

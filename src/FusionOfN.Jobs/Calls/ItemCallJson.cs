using System.Text.Json;

namespace FusionOfN.Jobs;

/// <summary>A call of an item inside of a decision.</summary>
internal static class ItemCallJson
{
    public static void Write(Utf8JsonWriter writer, ItemCall call)
    {
        writer.WriteStartObject();
        writer.WriteString("model"u8, call.Model);
        Write(writer, "candidate", call.Candidate);
        Write(writer, "input_tokens", call.InputTokens);
        Write(writer, "output_tokens", call.OutputTokens);
        Write(writer, "cost_usd", call.CostUsd);
        writer.WriteEndObject();
    }

    public static ItemCall Read(JsonElement json) => new(
        json.GetProperty("model"u8).GetString()!,
        json.TryGetProperty("candidate"u8, out JsonElement candidate) ? candidate.GetInt32() : null,
        json.TryGetProperty("input_tokens"u8, out JsonElement input) ? input.GetInt64() : null,
        json.TryGetProperty("output_tokens"u8, out JsonElement output) ? output.GetInt64() : null,
        json.TryGetProperty("cost_usd"u8, out JsonElement cost) ? cost.GetDecimal() : null);

    private static void Write(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } known)
            writer.WriteNumber(name, known);
    }
}

using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes one call of a run.</summary>
internal static class CallWriter
{
    public static void Write(Utf8JsonWriter json, CallRecord call, FusionReceipt receipt)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, Words.Of(call.Role));
        if (call.Candidate is { } index)
            json.WriteNumber("candidate"u8, index);
        json.WriteString("requested_model"u8, call.RequestedModel);
        if (call.ServedModel is not null)
            json.WriteString("served_model"u8, call.ServedModel);
        json.WriteString("state"u8, Words.Of(call.State));
        if (call.FinishReason is not null)
            json.WriteString("finish_reason"u8, call.FinishReason);
        WriteCount(json, "input_tokens"u8, call.InputTokens);
        WriteCount(json, "output_tokens"u8, call.OutputTokens);
        WriteCount(json, "reasoning_tokens"u8, call.ReasoningTokens);
        WriteCount(json, "cached_tokens"u8, call.CachedTokens);
        json.WriteNumber("latency_ms"u8, Math.Round(call.LatencyMs, 1));
        if (call.CostUsd is { } cost)
            json.WriteNumber("cost"u8, cost);
        json.WriteString("cost_source"u8, Words.Of(call.CostSource));
        json.WriteNumber("cost_coverage"u8, call.CostUsd is null ? 0 : 1);
        WriteCount(json, "seed"u8, call.Seed);
        if (call.TextHash is not null)
            json.WriteString("candidate_hash"u8, call.TextHash);
        if (call.Role == CallRole.Fusor && receipt.FusorPrompt is { } prompt)
            json.WriteString("prompt_version"u8, prompt.Version);
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } count)
            json.WriteNumber(name, count);
    }
}

using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes the usage of a run: sums over every call, failed ones included.</summary>
internal static class UsageWriter
{
    /// <summary>In the words of chat completions.</summary>
    public static void WriteChat(Utf8JsonWriter json, UsageTotals usage, bool isFusion)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        json.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        json.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        WriteDetail(json, "prompt_tokens_details"u8, "cached_tokens"u8, usage.CachedTokens);
        WriteDetail(json, "completion_tokens_details"u8, "reasoning_tokens"u8, usage.ReasoningTokens);
        WriteRest(json, usage, isFusion);
        json.WriteEndObject();
    }

    /// <summary>In the words of the Responses API.</summary>
    public static void WriteResponses(Utf8JsonWriter json, UsageTotals usage, bool isFusion)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedTokens);

        // No provider that is read here tells it; clients of OpenAI's own shape need the field.
        json.WriteNumber("cache_write_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        WriteDetail(json, "output_tokens_details"u8, "reasoning_tokens"u8, usage.ReasoningTokens);
        json.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        WriteRest(json, usage, isFusion);
        json.WriteEndObject();
    }

    /// <summary>In the words of the Messages API, where prompt tokens that were read from a cache are counted apart.</summary>
    public static void WriteMessages(Utf8JsonWriter json, UsageTotals usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, Math.Max(0, usage.InputTokens - usage.CachedTokens));
        json.WriteNull("cache_creation_input_tokens"u8);
        json.WriteNumber("cache_read_input_tokens"u8, usage.CachedTokens);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        if (usage.CostUsd is { } cost)
            json.WriteNumber("cost"u8, cost);
        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> field, long value)
    {
        json.WriteStartObject(name);
        json.WriteNumber(field, value);
        json.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter json, UsageTotals usage, bool isFusion)
    {
        // An unknown cost is left out: it is not zero.
        if (usage.CostUsd is { } cost)
            json.WriteNumber("cost"u8, cost);
        if (isFusion)
            WriteDetail(json, "server_tool_use"u8, "fusion_requests"u8, 1);
    }
}

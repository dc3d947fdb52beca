using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes the usage of a run: sums over every call, failed ones included.</summary>
internal static class UsageWriter
{
    /// <summary>Whether prompt and answer tokens are known. Clients read both as numbers, so that without one of them there is no usage at all: unknown is not zero.</summary>
    public static bool IsKnown(UsageTotals usage) => usage.TotalTokens is not null;

    /// <summary>In the words of chat completions.</summary>
    public static void WriteChat(Utf8JsonWriter json, UsageTotals usage, bool isFusion)
    {
        if (!IsKnown(usage))
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        WriteCount(json, "prompt_tokens"u8, usage.InputTokens);
        WriteCount(json, "completion_tokens"u8, usage.OutputTokens);
        WriteCount(json, "total_tokens"u8, usage.TotalTokens);
        WriteDetail(json, "prompt_tokens_details"u8, "cached_tokens"u8, usage.CachedTokens);
        WriteDetail(json, "completion_tokens_details"u8, "reasoning_tokens"u8, usage.ReasoningTokens);
        WriteRest(json, usage, isFusion);
        json.WriteEndObject();
    }

    /// <summary>In the words of the Responses API, whose clients know <c>null</c> as "not known yet".</summary>
    public static void WriteResponses(Utf8JsonWriter json, AnsweredUsage answered, bool isFusion)
    {
        var usage = answered.Totals;
        if (!IsKnown(usage))
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        WriteCount(json, "input_tokens"u8, usage.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedTokens ?? 0);

        // No provider that is read here tells it; clients of OpenAI's own shape need the field.
        json.WriteNumber("cache_write_tokens"u8, 0);
        json.WriteEndObject();
        WriteCount(json, "output_tokens"u8, usage.OutputTokens);
        WriteDetail(json, "output_tokens_details"u8, "reasoning_tokens"u8, usage.ReasoningTokens);
        WriteCount(json, "total_tokens"u8, usage.TotalTokens);
        WriteEstimated(json, answered);
        WriteRest(json, usage, isFusion);
        json.WriteEndObject();
    }

    /// <summary>In the words of the Messages API, where prompt tokens that were read from a cache are counted apart.</summary>
    public static void WriteMessages(Utf8JsonWriter json, AnsweredUsage answered)
    {
        var usage = answered.Totals;
        json.WriteStartObject("usage"u8);
        WriteCountOrNull(json, "input_tokens"u8, usage.InputTokens is { } input ? Math.Max(0, input - (usage.CachedTokens ?? 0)) : null);
        json.WriteNull("cache_creation_input_tokens"u8);
        WriteCountOrNull(json, "cache_read_input_tokens"u8, usage.CachedTokens);
        WriteCountOrNull(json, "output_tokens"u8, usage.OutputTokens);
        WriteEstimated(json, answered);
        if (usage.CostUsd is { } cost)
            json.WriteNumber("cost"u8, cost);
        json.WriteEndObject();
    }

    /// <summary>A count; null when it is not known.</summary>
    public static void WriteCountOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } count)
            json.WriteNumber(name, count);
        else
            json.WriteNull(name);
    }

    private static void WriteEstimated(Utf8JsonWriter json, AnsweredUsage answered)
    {
        if (answered.IsEstimated)
            json.WriteBoolean("estimated"u8, true);
    }

    private static void WriteCount(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } count)
            json.WriteNumber(name, count);
    }

    private static void WriteDetail(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> field, long? value)
    {
        // Clients read the part of a known whole as a number.
        json.WriteStartObject(name);
        json.WriteNumber(field, value ?? 0);
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

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Reads <c>usage</c>: token counts, and what the provider says that it cost.</summary>
internal static class UsageReader
{
    /// <summary>Reads the object that the reader stands at the begin of.</summary>
    public static UsageDetails Read(ref Utf8JsonReader reader, out decimal? cost)
    {
        UsageDetails usage = new();
        cost = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8)) usage.InputTokenCount = ReplyText.ReadInteger(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8)) usage.OutputTokenCount = ReplyText.ReadInteger(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8)) usage.TotalTokenCount = ReplyText.ReadInteger(ref reader);
            else if (reader.ValueTextEquals("prompt_tokens_details"u8)) usage.CachedInputTokenCount = ReadDetail(ref reader, "cached_tokens"u8);
            else if (reader.ValueTextEquals("completion_tokens_details"u8)) usage.ReasoningTokenCount = ReadDetail(ref reader, "reasoning_tokens"u8);
            else if (reader.ValueTextEquals("cost"u8)) cost = ReadCost(ref reader);
            else reader.Skip();
        }

        return usage;
    }

    private static long? ReadDetail(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return null;
        long? count = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name)) count = ReplyText.ReadInteger(ref reader);
            else reader.Skip();
        }

        return count;
    }

    private static decimal? ReadCost(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDecimal(out decimal cost) ? cost : null;
        reader.Skip();
        return null;
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Reads <c>usage</c>: token counts, and what the provider says that it cost. What they are worth, <see cref="ReportedUsage"/> decides.</summary>
internal static class UsageReader
{
    /// <summary>Reads the object that the reader stands at the begin of.</summary>
    public static UsageDetails Read(ref Utf8JsonReader reader, out decimal? cost)
    {
        UsageDetails usage = new();
        cost = null;
        ReadFields(ref reader, usage, ref cost, parent: []);
        return usage;
    }

    private static void ReadFields(ref Utf8JsonReader reader, UsageDetails usage, ref decimal? cost, ReadOnlySpan<byte> parent)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            Utf8JsonReader ahead = reader;
            ahead.Read();
            if (ahead.TokenType == JsonTokenType.StartObject && parent.IsEmpty)
            {
                reader.Read();
                ReadFields(ref reader, usage, ref cost, name);
            }
            else if (UsageField.Find(parent, name) is { } field)
            {
                Set(usage, ref cost, field.Count, ReplyText.ReadDecimal(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // Of two fields that count the same, one may be null.
    private static void Set(UsageDetails usage, ref decimal? cost, UsageCount count, decimal? number)
    {
        if (number is not { } value) return;
        if (count == UsageCount.Cost)
        {
            cost = value;
            return;
        }

        if (decimal.Truncate(value) != value || Math.Abs(value) > long.MaxValue) return;
        long tokens = (long)value;
        switch (count)
        {
            case UsageCount.Prompt: usage.InputTokenCount = tokens; break;
            case UsageCount.Answer: usage.OutputTokenCount = tokens; break;
            case UsageCount.Total: usage.TotalTokenCount = tokens; break;
            case UsageCount.Cached: usage.CachedInputTokenCount = tokens; break;
            case UsageCount.Reasoning: usage.ReasoningTokenCount = tokens; break;
        }
    }
}

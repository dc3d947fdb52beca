using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Reads single values of a reply. The reader stands on a property's name before, and on the last token of its value after.</summary>
internal static class ReplyText
{
    /// <summary>A text; null when the value is something else.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="known">The text it most likely is, which is then given back instead of a copy.</param>
    public static string? Read(ref Utf8JsonReader reader, string? known = null)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return known is not null && reader.ValueTextEquals(known) ? known : Current(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>A message's content: a text, or parts with texts.</summary>
    public static string? ReadContent(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Current(ref reader);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        StringBuilder text = new();
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth + 2) continue;
            if (reader.ValueTextEquals("text"u8)) text.Append(Read(ref reader));
            else reader.Skip();
        }

        return text.ToString();
    }

    /// <summary>A whole number; null when the value is something else.</summary>
    public static long? ReadInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out long number) ? number : reader.TryGetDecimal(out decimal wide) && decimal.Truncate(wide) == wide && Math.Abs(wide) <= long.MaxValue ? (long)wide : null;
        reader.Skip();
        return null;
    }

    /// <summary>Goes to the value and into it, when it is an object or an array as expected; otherwise past it.</summary>
    public static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start) return true;
        reader.Skip();
        return false;
    }

    // Some servers cut a character that is several tokens long in two, and send the halves.
    private static string Current(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) when (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}

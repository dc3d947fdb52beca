using System.Buffers;
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
            return known is not null && reader.ValueTextEquals(known) ? known : reader.GetString();
        reader.Skip();
        return null;
    }

    /// <summary>Appends a text, or the texts of its parts.</summary>
    public static void Append(ref Utf8JsonReader reader, ArrayBufferWriter<char> text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            AppendCurrent(ref reader, text);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth + 2) continue;
            if (!reader.ValueTextEquals("text"u8)) reader.Skip();
            else if (reader.Read() && reader.TokenType == JsonTokenType.String) AppendCurrent(ref reader, text);
            else reader.Skip();
        }
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

    private static void AppendCurrent(ref Utf8JsonReader reader, ArrayBufferWriter<char> text)
    {
        // In UTF-16 a text has at most as many units as it has bytes in UTF-8.
        Span<char> room = text.GetSpan(reader.ValueSpan.Length + 1);
        try
        {
            text.Advance(reader.CopyString(room));
        }
        catch (InvalidOperationException) when (!reader.ValueIsEscaped)
        {
            // Some servers cut a character that is several tokens long in two, and send the halves.
            text.Advance(Encoding.UTF8.GetChars(reader.ValueSpan, room));
        }
    }
}

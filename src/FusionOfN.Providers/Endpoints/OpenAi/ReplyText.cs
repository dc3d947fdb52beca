using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Reads single values of a reply: the one place where text and numbers come out of JSON. The reader stands on a property's name before, and on the
/// last token of its value after.</summary>
internal static class ReplyText
{
    private const int EscapeLength = 6;
    private const int MaxWordLength = 60;

    /// <summary>Whether the property that the reader stands on has a name. A name with escapes is simply another one.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(name);

    /// <summary>A text; null when the value is something else.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="known">The text it most likely is, which is then given back instead of a copy.</param>
    public static string? Read(ref Utf8JsonReader reader, string? known = null)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return known is not null && !reader.ValueIsEscaped && reader.ValueTextEquals(known) ? known : WellFormedText.Of(Current(ref reader));
        reader.Skip();
        return null;
    }

    /// <summary>Whether the value is a certain text.</summary>
    public static bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Is(ref reader, text);
        reader.Skip();
        return false;
    }

    /// <summary>A text, or a value of another kind as it is written, at most so long as a word is; null when there is none.</summary>
    public static string? ReadWord(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader;
        ahead.Read();
        if (ahead.TokenType is JsonTokenType.String or JsonTokenType.Null or JsonTokenType.False) return Read(ref reader);
        reader.Read();
        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        string written = value.RootElement.GetRawText();
        return WellFormedText.Of(written.Length <= MaxWordLength ? written : written[..MaxWordLength]);
    }

    /// <summary>A piece of a text that goes on in the next chunk, so that half a character at an end of it is kept; null when the value is something else.</summary>
    public static string? ReadPiece(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return Current(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>Appends a text, or the texts of its parts: those that are reasoning to the reasoning.</summary>
    public static void Append(ref Utf8JsonReader reader, ArrayBufferWriter<char> text, ArrayBufferWriter<char> reasoning)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) AppendCurrent(ref reader, text);
        else if (reader.TokenType == JsonTokenType.StartArray) AppendParts(ref reader, text, reasoning);
        else if (reader.TokenType == JsonTokenType.StartObject) AppendPart(ref reader, text, reasoning);
        else reader.Skip();
    }

    /// <summary>Appends a text, also one in an object that holds it; nothing when the value is something else.</summary>
    public static void Append(ref Utf8JsonReader reader, ArrayBufferWriter<char> text)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) AppendCurrent(ref reader, text);
        else if (reader.TokenType == JsonTokenType.StartObject) AppendHeld(ref reader, text);
        else reader.Skip();
    }

    /// <summary>A whole number, also one in a string; null when the value is something else.</summary>
    public static long? ReadInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole)) return whole;
        return CurrentDecimal(ref reader) is { } number && decimal.Truncate(number) == number && Math.Abs(number) <= long.MaxValue ? (long)number : null;
    }

    /// <summary>A number, also one in a string; null when the value is something else.</summary>
    public static decimal? ReadDecimal(ref Utf8JsonReader reader)
    {
        reader.Read();
        return CurrentDecimal(ref reader);
    }

    private static decimal? CurrentDecimal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetDecimal(out decimal number) ? number : null;
        if (reader.TokenType == JsonTokenType.String)
            return decimal.TryParse(Current(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal written) ? written : null;
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

    // Parts of the type "thinking" hold parts of their own.
    private static void AppendParts(ref Utf8JsonReader reader, ArrayBufferWriter<char> text, ArrayBufferWriter<char> reasoning)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) AppendCurrent(ref reader, text);
            else if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else AppendPart(ref reader, text, reasoning);
        }
    }

    private static void AppendPart(ref Utf8JsonReader reader, ArrayBufferWriter<char> text, ArrayBufferWriter<char> reasoning)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "text"u8)) Append(ref reader, text);
            else if (Is(ref reader, "thinking"u8)) Append(ref reader, reasoning, reasoning);
            else reader.Skip();
        }
    }

    private static void AppendHeld(ref Utf8JsonReader reader, ArrayBufferWriter<char> text)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "value"u8) || Is(ref reader, "text"u8)) Append(ref reader, text);
            else reader.Skip();
        }
    }

    private static string Current(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            ArrayBufferWriter<char> room = new(reader.ValueSpan.Length + 1);
            AppendCurrent(ref reader, room);
            return new string(room.WrittenSpan);
        }
    }

    private static void AppendCurrent(ref Utf8JsonReader reader, ArrayBufferWriter<char> text)
    {
        // In UTF-16 a text has at most as many units as it has bytes in UTF-8.
        Span<char> room = text.GetSpan(reader.ValueSpan.Length + 1);
        try
        {
            text.Advance(reader.CopyString(room));
        }
        catch (InvalidOperationException)
        {
            // Some servers cut a character that is several tokens long in two, and send the halves.
            int length = Encoding.UTF8.GetChars(reader.ValueSpan, room);
            text.Advance(reader.ValueIsEscaped ? Unescape(room[..length]) : length);
        }
    }

    /// <summary>Resolves the escapes of a JSON string in place, halves of characters too; the JSON reader has seen that they are escapes.</summary>
    private static int Unescape(Span<char> text)
    {
        int to = 0;
        for (int from = 0; from < text.Length;)
        {
            if (text[from] != '\\')
            {
                text[to++] = text[from++];
                continue;
            }

            char kind = text[from + 1];
            text[to++] = kind switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.Slice(from + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => kind,
            };
            from += kind == 'u' ? EscapeLength : 2;
        }

        return to;
    }
}

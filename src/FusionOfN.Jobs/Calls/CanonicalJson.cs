using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>
/// Writes values as JSON in one form only: no space, names of objects in ordinal order, numbers as they are. Equal values give equal bytes, in every process
/// and on every machine.
/// </summary>
internal static class CanonicalJson
{
    private const int MaxDepth = 64;

    /// <summary>Writes a value of any kind that JSON has a form for.</summary>
    /// <exception cref="NotSupportedException">There is no JSON form of it.</exception>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                WriteText(writer, text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case float number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case JsonElement element:
                Write(writer, element, 0);
                break;
            case IEnumerable<string?> texts:
                writer.WriteStartArray();
                foreach (string? text in texts)
                    Write(writer, text);
                writer.WriteEndArray();
                break;
            case IEnumerable<KeyValuePair<string, object?>> properties when value is not JsonNode:
                writer.WriteStartObject();
                foreach ((string name, object? property) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, property);
                }

                writer.WriteEndObject();
                break;
            default:
                Write(writer, ToElement(value), 0);
                break;
        }
    }

    /// <summary>Writes a property, when it has a value.</summary>
    /// <exception cref="NotSupportedException">There is no JSON form of it.</exception>
    public static void WriteOptional(Utf8JsonWriter writer, string name, object? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        Write(writer, value);
    }

    /// <summary>Writes a text; halves of surrogate pairs, which no encoding has, as the sign that stands for them everywhere.</summary>
    public static void WriteText(Utf8JsonWriter writer, string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        writer.WriteStringValue(text);
    }

    private static JsonElement ToElement(object value) => value is JsonNode node
        ? JsonSerializer.SerializeToElement(node, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonNode)))
        : JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));

    private static void Write(Utf8JsonWriter writer, JsonElement element, int depth)
    {
        if (depth > MaxDepth)
            throw new NotSupportedException("The value is nested too deeply.");
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement entry in element.EnumerateArray())
                    Write(writer, entry, depth + 1);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Writes into a buffer that is rented, and hands what was written to a reader.</summary>
    public static T With<T>(Action<Utf8JsonWriter> write, ReadOnlySpanFunc<T> read)
    {
        (ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer) = Buffers.Rent();
        try
        {
            write(writer);
            writer.Flush();
            return read(buffer.WrittenSpan);
        }
        finally
        {
            Buffers.Return(buffer, writer);
        }
    }

    /// <summary>Reads bytes.</summary>
    public delegate T ReadOnlySpanFunc<out T>(ReadOnlySpan<byte> bytes);

    /// <summary>One buffer per thread: it is never held over a wait.</summary>
    private static class Buffers
    {
        private const int MaxKept = 1 << 20;

        private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        [ThreadStatic]
        private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _kept;

        public static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Rent()
        {
            if (_kept is { } kept)
            {
                _kept = null;
                return kept;
            }

            ArrayBufferWriter<byte> buffer = new(4096);
            return (buffer, new Utf8JsonWriter(buffer, Options));
        }

        public static void Return(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
        {
            if (buffer.Capacity > MaxKept)
                return;
            buffer.ResetWrittenCount();
            writer.Reset();
            _kept = (buffer, writer);
        }
    }
}

using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>Turns rows of Parquet into JSON, as people would write them.</summary>
internal static class ParquetJson
{
    public static JsonElement ToElement(IDictionary<string, object> row)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
            Write(writer, row);
        json.Position = 0;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(WellFormedText.Of(text));
                break;
            case ReadOnlyMemory<char> text:
                writer.WriteStringValue(WellFormedText.Of(text.ToString()));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case double number when !double.IsFinite(number):
                writer.WriteNullValue();
                break;
            case float number when !float.IsFinite(number):
                writer.WriteNullValue();
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                WriteEntries(writer, map);
                break;
            case IEnumerable<KeyValuePair<string, object>> map:
                WriteFields(writer, map);
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case IFormattable other:
                writer.WriteStringValue(other.ToString(value is DateTime or DateTimeOffset or DateOnly or TimeOnly ? "O" : null, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter writer, IDictionary entries)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in entries)
        {
            writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "");
            Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }
}

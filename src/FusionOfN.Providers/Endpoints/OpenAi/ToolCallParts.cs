using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>A tool call whose name and arguments arrive in parts.</summary>
internal sealed class ToolCallParts
{
    private readonly long _index;
    private readonly StringBuilder _arguments = new();
    private string? _id;
    private string? _name;

    private ToolCallParts(long index) => _index = index;

    /// <summary>Reads <c>tool_calls</c>, which the reader stands on the name of, and adds each part to its call.</summary>
    public static void Read(ref Utf8JsonReader reader, List<ToolCallParts> calls)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartArray)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else ReadOne(ref reader, calls);
        }
    }

    /// <summary>The call. Arguments that are no JSON object are its exception; as the model wrote them, they stay beside it.</summary>
    public FunctionCallContent ToContent()
    {
        string arguments = _arguments.ToString();
        FunctionCallContent call = FunctionCallContent.CreateFromParsedArguments(arguments, _id ?? $"call_{_index}", _name ?? "", static text => string.IsNullOrWhiteSpace(text)
            ? new Dictionary<string, object?>()
            : JsonSerializer.Deserialize<IDictionary<string, object?>>(text, AIJsonUtilities.DefaultOptions) ?? throw new JsonException("They are null."));
        call.RawRepresentation = arguments;
        return call;
    }

    private static void ReadOne(ref Utf8JsonReader reader, List<ToolCallParts> calls)
    {
        long? index = null;
        string? id = null;
        string? name = null;
        string? arguments = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8)) index = ReplyText.ReadInteger(ref reader);
            else if (reader.ValueTextEquals("id"u8)) id = ReplyText.Read(ref reader);
            else if (reader.ValueTextEquals("function"u8)) ReadFunction(ref reader, ref name, ref arguments);
            else reader.Skip();
        }

        ToolCallParts call = Find(calls, index, id, name);
        if (id is { Length: > 0 }) call._id ??= id;
        if (name is { Length: > 0 }) call._name ??= name;
        call._arguments.Append(arguments);
    }

    private static void ReadFunction(ref Utf8JsonReader reader, ref string? name, ref string? arguments)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8)) name = ReplyText.Read(ref reader);
            else if (reader.ValueTextEquals("arguments"u8)) arguments = ReadArguments(ref reader);
            else reader.Skip();
        }
    }

    // An object in a string by the standard; some servers send the object itself.
    private static string? ReadArguments(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.StartObject) return ReplyText.Read(ref reader);
        reader.Read();
        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    // Some servers leave the index out, others number every call 0: another id, or without ids another name, begins another call.
    private static ToolCallParts Find(List<ToolCallParts> calls, long? index, string? id, string? name)
    {
        ToolCallParts? call = index is not null ? calls.FindLast(known => known._index == index) : calls.LastOrDefault();
        bool another = call is null
            || (id is { Length: > 0 } ? call._id is not null && call._id != id : index is null && name is { Length: > 0 } && call._name is not null);
        if (!another) return call!;
        call = new ToolCallParts(index ?? calls.Count);
        calls.Add(call);
        return call;
    }
}

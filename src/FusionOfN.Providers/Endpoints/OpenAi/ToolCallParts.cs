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

    /// <summary>Whether there is anything in it: some servers send a call of nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(_name) && string.IsNullOrWhiteSpace(_arguments.ToString());

    /// <summary>Reads <c>tool_calls</c>, which the reader stands on the name of, and adds each part to its call. A call alone need not be in a list.</summary>
    public static void Read(ref Utf8JsonReader reader, List<ToolCallParts> calls)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) ReadOne(ref reader, calls);
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else ReadOne(ref reader, calls);
        }
    }

    /// <summary>Reads <c>function_call</c>, which the reader stands on the name of: the one call of the API before there were several.</summary>
    public static void ReadLegacy(ref Utf8JsonReader reader, List<ToolCallParts> calls)
    {
        string? name = null;
        string? arguments = null;
        ReadFunction(ref reader, ref name, ref arguments);
        if (name is not null || arguments is not null) Add(calls, index: null, id: null, name, arguments);
    }

    /// <summary>The call. Arguments that are no JSON object, and a missing name, are its exception; as the model wrote them, they stay beside it.</summary>
    /// <param name="position">Its place among the reply's calls, which names it where the server does not.</param>
    public FunctionCallContent ToContent(int position)
    {
        string arguments = WellFormedText.OfJson(_arguments.ToString());
        FunctionCallContent call = FunctionCallContent.CreateFromParsedArguments(arguments, _id ?? $"call_{position}", _name ?? "", Parse);
        if (call.Exception is not null || arguments.AsSpan().TrimStart() is ['{', ..]) call.RawRepresentation = arguments;
        if (string.IsNullOrWhiteSpace(_name)) call.Exception = new JsonException("The call names no tool.");
        return call;
    }

    // Some servers put the arguments into a string twice, or write null for none.
    private static IDictionary<string, object?> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Dictionary<string, object?>();
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Null => new Dictionary<string, object?>(),
            JsonValueKind.String when document.RootElement.GetString() is { } inner && !inner.TrimStart().StartsWith('"') => Parse(inner),
            _ => document.Deserialize<IDictionary<string, object?>>(AIJsonUtilities.DefaultOptions) ?? throw new JsonException("They are null."),
        };
    }

    private static void ReadOne(ref Utf8JsonReader reader, List<ToolCallParts> calls)
    {
        long? index = null;
        string? id = null;
        string? name = null;
        string? arguments = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReplyText.Is(ref reader, "index"u8)) index = ReplyText.ReadInteger(ref reader);
            else if (ReplyText.Is(ref reader, "id"u8)) id = ReplyText.Read(ref reader);
            else if (ReplyText.Is(ref reader, "function"u8)) ReadFunction(ref reader, ref name, ref arguments);
            else reader.Skip();
        }

        Add(calls, index, id, name, arguments);
    }

    private static void Add(List<ToolCallParts> calls, long? index, string? id, string? name, string? arguments)
    {
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
            if (ReplyText.Is(ref reader, "name"u8)) name = ReplyText.Read(ref reader);
            else if (ReplyText.Is(ref reader, "arguments"u8)) arguments = ReadArguments(ref reader);
            else reader.Skip();
        }
    }

    // An object in a string by the standard; some servers send the object itself.
    private static string? ReadArguments(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.StartObject) return ReplyText.ReadPiece(ref reader);
        reader.Read();
        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.GetRawText();
    }

    /// <summary>The call that a part belongs to. Some servers leave the index out, others number every call 0, others draw a new id for each part.</summary>
    private static ToolCallParts Find(List<ToolCallParts> calls, long? index, string? id, string? name)
    {
        ToolCallParts? call = index is not null ? calls.FindLast(known => known._index == index) : calls.LastOrDefault();
        if (call is not null && !call.IsFollowedBy(index, id, name)) return call;
        call = new ToolCallParts(index ?? calls.Count);
        calls.Add(call);
        return call;
    }

    // Only a part with a name can begin another call: a part without one has nothing that could be called.
    private bool IsFollowedBy(long? index, string? id, string? name)
    {
        if (string.IsNullOrEmpty(name) || _name is null) return false;
        if (!string.IsNullOrEmpty(id) && id == _id) return false;
        if (name != _name || index is null) return true;
        return IsWhole || (_arguments.Length == 0 && !string.IsNullOrEmpty(id) && _id is not null);
    }

    private bool IsWhole
    {
        get
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(WellFormedText.OfJson(_arguments.ToString()));
                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}

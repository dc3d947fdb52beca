using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>One answer of a plain model's reply, put together from the pieces that are not the engine's.</summary>
/// <param name="index">Which answer.</param>
internal sealed class PassedChoice(int index)
{
    // Fields whose texts arrive in pieces; of all others, what came last holds.
    private static readonly string[] Pieced = ["content", "reasoning", "reasoning_content", "refusal", "text", "arguments", "input", "data", "transcript", "summary", "thinking"];
    private static readonly string[] Reasons = ["stop", "length", "tool_calls", "content_filter", "function_call"];

    /// <summary>Which answer.</summary>
    public int Index => index;

    /// <summary>Fields of the message.</summary>
    public JsonObject Message { get; } = [];

    /// <summary>Fields that stand beside the message.</summary>
    public JsonObject Beside { get; } = [];

    /// <summary>All calls as they came, those of tools that are no functions with them.</summary>
    public JsonArray Calls { get; } = [];

    /// <summary>Why it ended, in one of the words that clients know; null while it has not.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="choice">The choice it is of.</param>
    /// <param name="finish">Its finish reason.</param>
    public void Add(PassedPiece piece, JsonObject choice, JsonNode? finish)
    {
        Merge(Message, piece.Message);
        Merge(Beside, piece.Beside);
        if ((choice["delta"] as JsonObject ?? choice["message"] as JsonObject)?["tool_calls"] is JsonArray calls)
            Merge(Calls, calls);
        if (finish is JsonValue word && word.TryGetValue(out string? reason) && !string.IsNullOrEmpty(reason))
            FinishReason = Reasons.Contains(reason) ? reason : "stop";
    }

    /// <summary>What came with a call beside its name and its arguments, such as a thought's signature; null when nothing did.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="position">Its place among the calls, for servers that give no ids.</param>
    public JsonObject? BesideCall(string id, int position) => Calls.OfType<JsonObject>().FirstOrDefault(call => Text(call["id"]) == id)
        ?? (Calls.ElementAtOrDefault(position) is JsonObject { } call && Text(call["id"]) is null ? call : null);

    /// <summary>The calls of tools that are no functions.</summary>
    public IEnumerable<JsonObject> ForeignCalls => Calls.OfType<JsonObject>().Where(call => Text(call["type"]) is not (null or "" or "function"));

    private static void Merge(JsonObject target, JsonObject piece)
    {
        foreach (var (name, value) in piece)
        {
            switch (target[name], value)
            {
                case (_, null):
                    break;
                case (JsonObject known, JsonObject more):
                    Merge(known, more);
                    break;
                case (JsonArray known, JsonArray more):
                    Merge(known, more);
                    break;
                case (JsonValue known, JsonValue more) when Pieced.Contains(name) && Text(known) is { } begin && Text(more) is { } rest:
                    target[name] = begin + rest;
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    // Items that have a number are pieces of the item of that number; others follow each other. Some servers send what they have sent before.
    private static void Merge(JsonArray target, JsonArray pieces)
    {
        foreach (var piece in pieces)
        {
            if (piece is JsonObject one && Number(one) is { } number && target.OfType<JsonObject>().FirstOrDefault(item => Number(item) == number) is { } known && !IsAnother(known, one))
                Merge(known, one);
            else if (piece is JsonObject && target.Any(item => JsonNode.DeepEquals(item, piece)) && Number((JsonObject)piece) is null && ((JsonObject)piece)["token"] is null)
                continue;
            else
                target.Add(piece?.DeepClone());
        }
    }

    private static bool IsAnother(JsonObject known, JsonObject piece) => Text(piece["id"]) is { Length: > 0 } id && Text(known["id"]) is { Length: > 0 } other && id != other;

    /// <summary>The number that an item of a stream has among its like; null when it has none.</summary>
    public static long? Number(JsonObject item) => item["index"] is JsonValue value && value.TryGetValue(out long number) ? number : null;

    /// <summary>A text; null when the value is none.</summary>
    public static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, which no text can hold.
            return null;
        }
    }
}

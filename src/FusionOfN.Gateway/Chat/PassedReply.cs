using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// What of a plain model's reply the engine has no place for, taken out of its chunks: log-probabilities, citations, annotations, further answers. The text, the
/// reasoning, the calls and the end of the first answer are the engine's; everything else goes to the client as it came.
/// </summary>
internal sealed class PassedReply
{
    private static readonly string[] OfEngine = ["content", "reasoning", "reasoning_content", "refusal", "role", "tool_calls"];
    private static readonly string[] OfChoice = ["index", "delta", "message", "finish_reason"];
    private static readonly string[] OfEnvelope = ["id", "object", "created", "model", "choices", "usage", "error"];

    private readonly SortedDictionary<int, PassedChoice> _choices = [];
    private readonly List<string> _news = [];

    /// <summary>What stands beside the choices, such as <c>citations</c>; of each field what came last.</summary>
    public JsonObject Envelope { get; } = [];

    /// <summary>The last usage.</summary>
    public JsonObject? Usage { get; private set; }

    /// <summary>The first answer's; what it holds is beside what the engine tells.</summary>
    public PassedChoice First => Choice(0);

    /// <summary>The further answers, where several were asked for.</summary>
    public IEnumerable<PassedChoice> Others => _choices.Values.Where(choice => choice.Index > 0);

    /// <summary>Takes the chunks that came with a piece of a reply.</summary>
    /// <param name="reply">What the endpoint handed on; null when it hands nothing on.</param>
    /// <returns>What is new in them, choice by choice, in their order.</returns>
    public IReadOnlyList<PassedPiece> Add(object? reply)
    {
        if (reply is not IReadOnlyList<JsonObject> chunks)
            return [];

        List<PassedPiece> pieces = [];
        foreach (var chunk in chunks)
            Add(chunk, pieces);
        return pieces;
    }

    /// <summary>What stands beside the choices and was not taken yet, null when nothing does; <c>system_fingerprint</c> every time, as each chunk has it.</summary>
    public JsonObject? TakeEnvelope()
    {
        if (Envelope.Count == 0)
            return null;

        JsonObject news = [];
        foreach (var name in _news.Append("system_fingerprint").Where(Envelope.ContainsKey).Distinct())
            news[name] = Envelope[name]!.DeepClone();
        _news.Clear();
        return news;
    }

    private void Add(JsonObject chunk, List<PassedPiece> pieces)
    {
        foreach (var (name, value) in chunk)
        {
            if (value is null || OfEnvelope.Contains(name) || JsonNode.DeepEquals(Envelope[name], value))
                continue;
            Envelope[name] = value.DeepClone();
            _news.Add(name);
        }

        Usage = chunk["usage"] is JsonObject usage ? usage : Usage;
        foreach (var choice in (chunk["choices"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var index = choice["index"] is JsonValue number && number.TryGetValue(out int given) ? given : 0;
            var piece = new PassedPiece(index, Rest(choice["delta"] as JsonObject ?? choice["message"] as JsonObject, index == 0 ? OfEngine : []), Rest(choice, OfChoice));
            Choice(index).Add(piece, choice, choice["finish_reason"]);
            if (!piece.IsEmpty)
                pieces.Add(piece);
        }
    }

    private PassedChoice Choice(int index)
    {
        if (!_choices.TryGetValue(index, out var choice))
            _choices[index] = choice = new PassedChoice(index);
        return choice;
    }

    private static JsonObject Rest(JsonObject? value, string[] without)
    {
        JsonObject rest = [];
        foreach (var (name, field) in value ?? [])
        {
            if (field is not null && !without.Contains(name))
                rest[name] = field.DeepClone();
        }

        return rest;
    }
}

/// <summary>What is new of one answer in a chunk.</summary>
/// <param name="Index">Which answer.</param>
/// <param name="Message">Fields of its message.</param>
/// <param name="Beside">Fields that stand beside it, such as <c>logprobs</c>.</param>
internal sealed record PassedPiece(int Index, JsonObject Message, JsonObject Beside)
{
    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Message.Count == 0 && Beside.Count == 0;
}

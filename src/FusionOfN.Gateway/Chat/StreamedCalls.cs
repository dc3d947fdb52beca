using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// The calls for tools that a plain model's reply holds, as they come: piece by piece, numbered anew in the order in which they begin. What cannot be told apart, a
/// call without an id or with that of another, is left for the end of the stream, when the engine has read all of them.
/// </summary>
internal sealed class StreamedCalls
{
    private readonly List<Call> _calls = [];

    /// <summary>How many calls have begun.</summary>
    public int Count => _calls.Count;

    /// <summary>The pieces of calls in what came of a reply, each with the number of its call.</summary>
    /// <param name="reply">What the endpoint handed on; null when it hands nothing on.</param>
    public IReadOnlyList<JsonObject> Add(object? reply)
    {
        List<JsonObject> pieces = [];
        foreach (var chunk in reply as IReadOnlyList<JsonObject> ?? [])
        {
            foreach (var choice in (chunk["choices"] as JsonArray ?? []).OfType<JsonObject>().Where(choice => PassedChoice.Number(choice) is null or 0))
            {
                foreach (var piece in (choice["delta"]?["tool_calls"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    if (NumberOf(piece) is { } number)
                        pieces.Add(Renumbered(piece, number));
                }
            }
        }

        return pieces;
    }

    /// <summary>Whether a call was streamed; each is told once.</summary>
    public bool Take(string id)
    {
        var call = _calls.Find(call => call.Id == id && !call.IsTaken);
        if (call is not null)
            call.IsTaken = true;
        return call is not null;
    }

    private int? NumberOf(JsonObject piece)
    {
        var place = PassedChoice.Number(piece);
        var id = PassedChoice.Text(piece["id"]);
        var last = place is null ? _calls.Count - 1 : _calls.FindLastIndex(call => call.Place == place);
        if (string.IsNullOrEmpty(id) || (last >= 0 && _calls[last].Id == id))
            return last < 0 ? null : last;
        if (_calls.Exists(call => call.Id == id))
            return null;
        _calls.Add(new Call(place, id));
        return _calls.Count - 1;
    }

    private static JsonObject Renumbered(JsonObject piece, int number)
    {
        JsonObject renumbered = new() { ["index"] = number };
        foreach (var (name, value) in piece)
        {
            if (name != "index" && value is not null)
                renumbered[name] = value.DeepClone();
        }

        return renumbered;
    }

    private sealed class Call(long? place, string id)
    {
        public long? Place => place;

        public string Id => id;

        public bool IsTaken { get; set; }
    }
}

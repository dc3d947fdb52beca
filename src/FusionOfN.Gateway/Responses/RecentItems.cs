using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// The items of recent answers, for clients that name them (<c>item_reference</c>) where they could send them: tools run within minutes, and then the items are still
/// here. In memory, for the key that got them, and only so many; a client that says <c>store: false</c> has nothing kept.
/// </summary>
internal sealed class RecentItems
{
    private const int MaxItems = 4096;
    private const long MaxCharacters = 16 * 1024 * 1024;

    // One item can be named as often as a body has room for its name.
    private const long MaxResolved = 4_000_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Key, string Id), Kept> _items = [];
    private readonly Queue<(string Key, string Id)> _order = new();
    private long _characters;

    public RecentItems(TimeProvider time) => _time = time;

    /// <summary>Keeps the items of an answer.</summary>
    public void Keep(ApiKey? key, IEnumerable<OutputItem> items)
    {
        foreach (var item in items)
        {
            MemoryStream bytes = new();
            using (Utf8JsonWriter json = new(bytes, GatewayJson.Writing))
                item.Write(json);
            Keep((key?.Id ?? "", item.Id), System.Text.Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        }
    }

    /// <summary>Puts the items in the place of the references to them. A reference to an item that is not here is left.</summary>
    /// <exception cref="GatewayException">They are too long together.</exception>
    public void Resolve(ApiKey? key, JsonObject body)
    {
        if (body["input"] is not JsonArray input)
            return;

        long resolved = 0;
        for (var i = 0; i < input.Count; i++)
        {
            if (input[i] is not JsonObject item || Text(item["type"]) != "item_reference" || Text(item["id"]) is not { } id || Find((key?.Id ?? "", id)) is not { } kept)
                continue;
            resolved += kept.Length;
            if (resolved > MaxResolved)
                throw GatewayException.BadField($"input[{i}]", $"the items that are referred to are longer than {MaxResolved} characters together. Shorten the conversation.", "out_of_range");
            input[i] = JsonNode.Parse(kept);
        }
    }

    private void Keep((string, string) id, string json)
    {
        lock (_lock)
        {
            if (!_items.TryAdd(id, new Kept(json, _time.GetUtcNow())))
                return;
            _order.Enqueue(id);
            _characters += json.Length;
            while (_order.TryPeek(out var oldest) && (_items.Count > MaxItems || _characters > MaxCharacters || IsOld(_items[oldest])))
            {
                _characters -= _items[oldest].Json.Length;
                _items.Remove(_order.Dequeue());
            }
        }
    }

    private string? Find((string, string) id)
    {
        lock (_lock)
            return _items.TryGetValue(id, out var kept) && !IsOld(kept) ? kept.Json : null;
    }

    private bool IsOld(Kept kept) => _time.GetUtcNow() - kept.Since > MaxAge;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private sealed record Kept(string Json, DateTimeOffset Since);
}

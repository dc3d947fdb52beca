using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>Reads pieces of reward servers' replies, with messages that say what is not as it should be.</summary>
internal static class RewardJson
{
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : throw new RewardFormatException($"the reply has no '{name}' where it should have one");

    public static IReadOnlyList<JsonElement> List(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray()]
            : throw new RewardFormatException($"'{what}' is no list");

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static double Number(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Number ? element.GetDouble() : throw new RewardFormatException($"'{what}' is no number");

    /// <summary>Puts items back into the order of the request by their <c>index</c>; servers sort by score.</summary>
    public static CandidateScore[] ByIndex(IReadOnlyList<JsonElement> items, int count, Func<JsonElement, CandidateScore> read)
    {
        CandidateScore?[] scores = new CandidateScore?[count];
        foreach (var item in items)
        {
            int index = Member(item, "index").TryGetInt32(out int number) ? number : -1;
            if (index < 0 || index >= count)
                throw new RewardFormatException($"the reply has index {Member(item, "index").GetRawText()} for {count} texts");
            if (scores[index] is not null)
                throw new RewardFormatException(string.Create(CultureInfo.InvariantCulture, $"the reply has index {index} twice"));
            scores[index] = read(item);
        }

        return [.. scores.Select(score => score ?? new CandidateScore(null, "the server returned no score for this answer"))];
    }

    /// <summary>Reads items that stand in the order of the request.</summary>
    public static CandidateScore[] InOrder(IReadOnlyList<JsonElement> items, int count, Func<JsonElement, CandidateScore> read) =>
        items.Count == count
            ? [.. items.Select(read)]
            : throw new RewardFormatException($"the reply has {items.Count} scores for {count} texts");
}

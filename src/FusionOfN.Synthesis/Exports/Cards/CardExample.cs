using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Synthesis;

/// <summary>A row for people to look at: its long texts are cut.</summary>
internal static class CardExample
{
    private const int MaxCharacters = 400;
    private const int MaxItems = 8;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = DataSetEncoder.Instance };

    public static string Of(JsonElement row) => Shortened(row)!.ToJsonString(Readable);

    private static JsonNode? Shortened(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(TextHead.Of(value.GetString()!, MaxCharacters)),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Take(MaxItems).Select(Shortened)]),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().DistinctBy(field => field.Name).Select(field => KeyValuePair.Create(field.Name, Shortened(field.Value)))),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(value.GetRawText()),
    };
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>Makes nodes of what a server sent. Of two properties of one name the last counts; nodes that are made of them as they are throw when looked at.</summary>
internal static class KeptReply
{
    private static readonly JsonDocumentOptions Unique = new() { AllowDuplicateProperties = false };

    /// <summary>The JSON as nodes.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Unique);
        }
        catch (JsonException)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Copy(document.RootElement);
        }
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                JsonObject copy = [];
                foreach (JsonProperty property in element.EnumerateObject()) copy[property.Name] = Copy(property.Value);
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}

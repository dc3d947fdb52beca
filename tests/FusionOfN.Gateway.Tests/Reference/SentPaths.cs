using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Tests.Reference;

/// <summary>Walks what was sent beside what describes it.</summary>
internal static class SentPaths
{
    /// <summary>The paths that were sent and that the description has no word for.</summary>
    public static IReadOnlyList<string> Undescribed(JsonObject document, string schema, JsonNode sent)
    {
        List<string> paths = [];
        Walk(document, [document["components"]!["schemas"]![schema]!], sent, "", paths);
        return paths;
    }

    private static void Walk(JsonObject document, IReadOnlyList<JsonNode> schemas, JsonNode? sent, string path, List<string> paths)
    {
        List<JsonNode> open = [.. schemas.SelectMany(schema => Alternatives(document, schema))];
        switch (sent)
        {
            case JsonObject value:
                foreach ((string name, JsonNode? field) in value)
                {
                    List<JsonNode> described = [.. open.Select(schema => schema["properties"]?[name]).OfType<JsonNode>()];
                    if (described.Count > 0)
                        Walk(document, described, field, $"{path}.{name}", paths);
                    else if (!open.Any(schema => schema["properties"] is null && schema["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.True))
                        paths.Add($"{path}.{name}");
                }

                break;
            case JsonArray items:
                List<JsonNode> ofItem = [.. open.Select(schema => schema["items"]).OfType<JsonNode>()];
                if (ofItem.Count == 0 && items.Count > 0)
                    paths.Add($"{path}[]");
                foreach (JsonNode? item in items.Where(_ => ofItem.Count > 0))
                    Walk(document, ofItem, item, $"{path}[]", paths);
                break;
        }
    }

    private static IEnumerable<JsonNode> Alternatives(JsonObject document, JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Alternatives(document, document["components"]!["schemas"]![reference.Split('/')[^1]]!);
        JsonArray? branches = schema["oneOf"] as JsonArray ?? schema["anyOf"] as JsonArray;
        return branches is null ? [schema] : branches.SelectMany(branch => Alternatives(document, branch!));
    }
}

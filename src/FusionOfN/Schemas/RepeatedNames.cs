using System.Text.Json;

namespace FusionOfN;

/// <summary>Finds names that stand twice in a schema, so that a reference to one would lead to two places.</summary>
internal static class RepeatedNames
{
    /// <summary>Looks through a schema, whose depth is bounded already.</summary>
    /// <returns>The first name that stands again, and where; null when there is none.</returns>
    public static string? Find(JsonElement schema) => Find(schema, "#", "", new(StringComparer.Ordinal));

    private static string? Find(JsonElement value, string place, string document, HashSet<string> names)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.EnumerateArray().Select((item, index) => Find(item, $"{place}/{index}", document, names)).FirstOrDefault(problem => problem is not null);
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        if (TextOf(value, "$id") is { } id)
        {
            if (!names.Add(id))
                return Problem(place, "$id", id);
            document = id;
        }

        foreach (var keyword in (string[])["$anchor", "$dynamicAnchor"])
        {
            // An anchor is a name within its document only.
            if (TextOf(value, keyword) is { } anchor && !names.Add($"{document}#{anchor}"))
                return Problem(place, keyword, anchor);
        }

        return value.EnumerateObject().Select(field => Find(field.Value, $"{place}/{field.Name}", document, names)).FirstOrDefault(problem => problem is not null);
    }

    private static string? TextOf(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Problem(string place, string keyword, string name) => $"{place}: {keyword}: '{name}' stands a second time. Give each its own name.";
}

using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// Tools that a client groups under a name of their own, as Codex groups those of each MCP server. Members know only single functions, so that each is offered under
/// one name made of both, and goes back to the client under its two.
/// </summary>
internal sealed class ToolNamespaces
{
    private const int MaxNameLength = 64;

    private readonly Dictionary<string, (string Namespace, string Name)> _flat = new(StringComparer.Ordinal);

    /// <summary>Whether there are any.</summary>
    public bool IsEmpty => _flat.Count == 0;

    /// <summary>Puts each group's tools in the place of the group.</summary>
    /// <param name="body">The body; its <c>tools</c> are changed.</param>
    /// <exception cref="GatewayException">A group is wrong.</exception>
    public static ToolNamespaces Flatten(JsonObject body)
    {
        ToolNamespaces namespaces = new();
        if (body["tools"] is not JsonArray tools || !tools.Any(IsGroup))
            return namespaces;

        JsonArray flat = [];
        var index = 0;
        foreach (var tool in tools)
        {
            if (tool is JsonObject group && IsGroup(tool))
                namespaces.Add(flat, new JsonFields(group, $"tools[{index}]"));
            else
                flat.Add(tool?.DeepClone());
            index++;
        }

        body["tools"] = flat;
        return namespaces;
    }

    /// <summary>The one name of a tool of a group.</summary>
    public string NameOf(string? group, string name) =>
        group is null ? name : _flat.FirstOrDefault(pair => pair.Value == (group, name)).Key ?? Join(group, name);

    /// <summary>The two names of a tool; the group is null for a tool of none.</summary>
    public (string? Namespace, string Name) Of(string name) => _flat.TryGetValue(name, out var two) ? two : (null, name);

    private static bool IsGroup(JsonNode? tool) => tool is JsonObject one && one["type"] is JsonValue type && type.TryGetValue(out string? word) && word == "namespace";

    private void Add(JsonArray flat, JsonFields group)
    {
        var name = group.RequiredString("name");
        foreach (var tool in group.Objects("tools") ?? throw group.Missing("tools"))
        {
            var copy = tool.Whole.DeepClone().AsObject();
            var own = tool.RequiredString("name");
            var joined = Join(name, own);
            for (var i = 2; !_flat.TryAdd(joined, (name, own)); i++)
                joined = $"{Join(name, own)[..Math.Min(MaxNameLength - 3, Join(name, own).Length)]}_{i}";
            copy["name"] = joined;
            copy["type"] ??= "function";
            flat.Add(copy);
        }
    }

    private static string Join(string group, string name)
    {
        var joined = string.Concat($"{group.TrimEnd('_')}__{name}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return joined.Length <= MaxNameLength ? joined : joined[^MaxNameLength..];
    }
}

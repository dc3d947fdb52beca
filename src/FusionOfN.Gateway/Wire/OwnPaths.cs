using System.Text.Json.Nodes;

namespace FusionOfN.Gateway;

/// <summary>
/// Where the parts of a body stood before it was translated into one of chat completions, so that an error names the field that the client sent, and not the one
/// that was made of it.
/// </summary>
internal sealed class OwnPaths
{
    private readonly Dictionary<JsonNode, string> _paths = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes where a node of the translated body comes from.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Its path in the client's body.</param>
    /// <returns>The node.</returns>
    public TNode Note<TNode>(TNode node, string path)
        where TNode : JsonNode
    {
        _paths[node] = path;
        return node;
    }

    /// <summary>The path in the client's body of what stands at a path of the translated one: that of the innermost node that is known, and what follows.</summary>
    /// <param name="body">The translated body.</param>
    /// <param name="path">A path in it, such as <c>messages[1].content[0].text</c>.</param>
    public string Of(JsonObject body, string path)
    {
        JsonNode? node = body;
        var own = path;
        for (var at = 0; at < path.Length && node is not null;)
        {
            var isIndex = path[at] == '[';
            var start = isIndex || path[at] == '.' ? at + 1 : at;
            var end = path.AsSpan(start).IndexOfAny(isIndex ? "]" : ".[") is var length and >= 0 ? start + length : path.Length;
            var step = path[start..end];
            at = isIndex ? Math.Min(path.Length, end + 1) : end;
            node = node switch
            {
                JsonObject value => value[step],
                JsonArray items when int.TryParse(step, out var index) && index >= 0 && index < items.Count => items[index],
                _ => null,
            };
            if (node is not null && _paths.TryGetValue(node, out var known))
                own = known + path[at..];
        }

        return own;
    }
}

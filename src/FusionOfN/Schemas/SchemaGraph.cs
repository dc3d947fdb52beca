using System.Collections.Frozen;
using Json.Schema;

namespace FusionOfN;

/// <summary>
/// Looks through a schema's references before anything is held against it: each must lead somewhere, and none may lead back to where it stands
/// without going into a part of the value, which would never end.
/// </summary>
internal sealed class SchemaGraph
{
    // What these apply, they apply to the very value that their schema is applied to.
    private static readonly FrozenSet<string> InPlace = new[]
    {
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies", "$ref", "$dynamicRef", "$recursiveRef",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> References = new[] { "$ref", "$dynamicRef", "$recursiveRef" }.ToFrozenSet(StringComparer.Ordinal);

    // The standard's own schemas, which are sound.
    private static readonly FrozenSet<JsonSchemaNode> Standard =
        new[] { MetaSchemas.Draft6.Root, MetaSchemas.Draft7.Root, MetaSchemas.Draft201909.Root, MetaSchemas.Draft202012.Root }.ToFrozenSet();

    private readonly Dictionary<JsonSchemaNode, string> _places = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, List<JsonSchemaNode>> _dynamicAnchors = new(StringComparer.Ordinal);

    private SchemaGraph()
    {
    }

    /// <summary>Looks through a schema.</summary>
    /// <exception cref="SchemaProblemException">A reference leads nowhere, or around in a circle.</exception>
    public static void Check(JsonSchemaNode root)
    {
        SchemaGraph graph = new();
        graph.Find(root);
        graph.CheckReferences();
        graph.CheckCircles();
    }

    private void Find(JsonSchemaNode root)
    {
        // Not recursive: how deep it leads is the client's word.
        Queue<JsonSchemaNode> open = new([root]);
        _places[root] = "#";
        while (open.TryDequeue(out var node))
        {
            foreach (var keyword in node.Keywords)
            {
                var name = keyword.Handler.Name;
                if (name is "$dynamicAnchor" or "$recursiveAnchor")
                    Anchor(name == "$dynamicAnchor" ? keyword.RawValue.GetString()! : "", node);
                foreach (var next in keyword.Subschemas)
                {
                    var place = References.Contains(name) ? keyword.RawValue.GetString()! : $"{_places[node]}/{name}{next.RelativePath}";
                    if (!Standard.Contains(next) && _places.TryAdd(next, place))
                        open.Enqueue(next);
                }
            }
        }
    }

    private void Anchor(string name, JsonSchemaNode node)
    {
        if (!_dynamicAnchors.TryGetValue(name, out var nodes))
            _dynamicAnchors[name] = nodes = [];
        nodes.Add(node);
    }

    private void CheckReferences()
    {
        foreach (var (node, place) in _places)
        {
            foreach (var keyword in node.Keywords)
            {
                if (References.Contains(keyword.Handler.Name) && !Targets(keyword).Any())
                {
                    throw new SchemaProblemException(
                        $"{place}: {keyword.Handler.Name}: the reference '{keyword.RawValue.GetString()}' leads nowhere in this schema, and other documents are not read. Put what it names under $defs.");
                }
            }
        }
    }

    private void CheckCircles()
    {
        HashSet<JsonSchemaNode> done = new(ReferenceEqualityComparer.Instance);
        HashSet<JsonSchemaNode> onTheWay = new(ReferenceEqualityComparer.Instance);
        foreach (var start in _places.Keys)
        {
            if (!done.Contains(start))
                Follow(start, done, onTheWay);
        }
    }

    private void Follow(JsonSchemaNode start, HashSet<JsonSchemaNode> done, HashSet<JsonSchemaNode> onTheWay)
    {
        Stack<(JsonSchemaNode Node, IEnumerator<JsonSchemaNode> Next)> way = new();
        way.Push((start, Applied(start).GetEnumerator()));
        onTheWay.Add(start);
        while (way.TryPeek(out var last))
        {
            if (!last.Next.MoveNext())
            {
                way.Pop();
                onTheWay.Remove(last.Node);
                done.Add(last.Node);
                continue;
            }

            var next = last.Next.Current;
            if (onTheWay.Contains(next))
            {
                throw new SchemaProblemException(
                    $"{_places[next]}: it leads back to itself (by {_places[last.Node]}) without going into a part of the value, so that it could never be checked. Refer to it below properties or items.");
            }

            if (!done.Contains(next) && !Standard.Contains(next))
            {
                onTheWay.Add(next);
                way.Push((next, Applied(next).GetEnumerator()));
            }
        }
    }

    /// <summary>What is applied to the same value.</summary>
    private IEnumerable<JsonSchemaNode> Applied(JsonSchemaNode node) => node.Keywords.Where(keyword => InPlace.Contains(keyword.Handler.Name)).SelectMany(Targets);

    /// <summary>Where a keyword leads. A dynamic reference may lead to every anchor of its name.</summary>
    private IEnumerable<JsonSchemaNode> Targets(KeywordData keyword) => keyword.Handler.Name switch
    {
        _ when keyword.Subschemas.Length > 0 => keyword.Subschemas,
        "$dynamicRef" => _dynamicAnchors.GetValueOrDefault(keyword.RawValue.GetString()!.Split('#')[^1], []),
        "$recursiveRef" => _dynamicAnchors.GetValueOrDefault("", []),
        _ => [],
    };
}

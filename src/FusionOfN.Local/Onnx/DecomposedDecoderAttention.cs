namespace FusionOfN.Local;

/// <summary>Attention spelled out in elementary operators.</summary>
internal sealed class DecomposedDecoderAttention : DecoderAttention
{
    private readonly string _mask;
    private readonly string _cosines;
    private readonly string _sines;

    public DecomposedDecoderAttention(OnnxGraphBuilder graph, DecoderConfig config)
        : base(graph, config)
    {
        var (cosines, sines) = RotaryTables();
        _cosines = AtPositions(cosines);
        _sines = AtPositions(sines);
        _mask = AdditiveMask();
    }

    public override string Add(int layer, string query, string key, string value)
    {
        var keys = Present(layer, "key");
        var values = Present(layer, "value");
        Graph.Add("Concat", [Past(layer, "key"), Rotate(Heads(key, Config.KeyValueHeads))], [keys], ("axis", 2));
        Graph.Add("Concat", [Past(layer, "value"), Heads(value, Config.KeyValueHeads)], [values], ("axis", 2));
        var transposed = Graph.Node("Transpose", [Repeat(keys)], ("perm", (long[])[0, 1, 3, 2]));
        var scores = Graph.Node("MatMul", [Rotate(Heads(query, Config.Heads)), transposed]);
        var masked = Graph.Node("Add", [Graph.Node("Mul", [scores, Graph.Float(Scale)]), _mask]);
        var attended = Graph.Node("MatMul", [Graph.Node("Softmax", [masked], ("axis", -1)), Repeat(values)]);
        var joined = Graph.Node("Transpose", [attended], ("perm", (long[])[0, 2, 1, 3]));
        return Graph.Node("Reshape", [joined, Graph.Longs(0, 0, Config.HiddenSize)]);
    }

    private string AtPositions(string table) => Graph.Node("Unsqueeze", [Graph.Node("Gather", [table, "position_ids"]), Graph.Longs(1)]);

    private string Heads(string x, int heads) =>
        Graph.Node("Transpose", [Graph.Node("Reshape", [x, Graph.Longs(0, 0, heads, Config.HeadSize)])], ("perm", (long[])[0, 2, 1, 3]));

    private string Rotate(string x)
    {
        var halves = Graph.Nodes("Split", [x], 2, ("axis", -1), ("num_outputs", 2));
        var first = Graph.Node("Sub", [Graph.Node("Mul", [halves[0], _cosines]), Graph.Node("Mul", [halves[1], _sines])]);
        var second = Graph.Node("Add", [Graph.Node("Mul", [halves[1], _cosines]), Graph.Node("Mul", [halves[0], _sines])]);
        return Graph.Node("Concat", [first, second], ("axis", -1));
    }

    // Each key and value head serves a group of query heads: [b, kv, t, h] becomes [b, kv * group, t, h].
    private string Repeat(string x)
    {
        var group = Config.Heads / Config.KeyValueHeads;
        if (group == 1) return x;
        var wide = Graph.Node("Concat", Enumerable.Repeat(Graph.Node("Unsqueeze", [x, Graph.Longs(2)]), group), ("axis", 2));
        return Graph.Node("Reshape", [wide, Graph.Longs(0, Config.Heads, -1, Config.HeadSize)]);
    }
}

namespace FusionOfN.Local;

/// <summary>Attention as ONNX Runtime's contributed GroupQueryAttention, rotary positions included.</summary>
internal sealed class GroupQueryDecoderAttention : DecoderAttention
{
    private readonly string _lengths;
    private readonly string _total;
    private readonly string _cosines;
    private readonly string _sines;

    public GroupQueryDecoderAttention(OnnxGraphBuilder graph, DecoderConfig config)
        : base(graph, config)
    {
        (_cosines, _sines) = RotaryTables();
        // The operator wants the index of each row's last token, and the length of the longest row.
        var sums = graph.Node("ReduceSum", ["attention_mask", graph.Longs(1)], ("keepdims", 0));
        _lengths = graph.Node("Cast", [graph.Node("Sub", [sums, graph.Long(1)])], ("to", (long)OnnxElement.Int32));
        var total = graph.Node("Gather", [graph.Node("Shape", ["attention_mask"]), graph.Long(1)]);
        _total = graph.Node("Cast", [total], ("to", (long)OnnxElement.Int32));
    }

    public override string Add(int layer, string query, string key, string value)
    {
        var output = $"attention.{layer}";
        Graph.Add(
            "com.microsoft.GroupQueryAttention",
            [query, key, value, Past(layer, "key"), Past(layer, "value"), _lengths, _total, _cosines, _sines],
            [output, Present(layer, "key"), Present(layer, "value")],
            ("num_heads", Config.Heads),
            ("kv_num_heads", Config.KeyValueHeads),
            ("do_rotary", 1),
            ("scale", Scale));
        return output;
    }
}

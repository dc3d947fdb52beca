namespace FusionOfN.Local;

/// <summary>Attention as the operators of the standard set 23.</summary>
internal sealed class StandardDecoderAttention : DecoderAttention
{
    private readonly string _mask;
    private readonly string _cosines;
    private readonly string _sines;

    public StandardDecoderAttention(OnnxGraphBuilder graph, DecoderConfig config)
        : base(graph, config)
    {
        (_cosines, _sines) = RotaryTables();
        _mask = AdditiveMask();
    }

    public override string Add(int layer, string query, string key, string value)
    {
        var output = $"attention.{layer}";
        Graph.Add(
            "Attention",
            [Rotate(query, Config.Heads), Rotate(key, Config.KeyValueHeads), value, _mask, Past(layer, "key"), Past(layer, "value")],
            [output, Present(layer, "key"), Present(layer, "value")],
            ("q_num_heads", Config.Heads),
            ("kv_num_heads", Config.KeyValueHeads),
            ("scale", Scale));
        return output;
    }

    private string Rotate(string x, int heads) =>
        Graph.Node("RotaryEmbedding", [x, _cosines, _sines, "position_ids"], ("num_heads", heads));
}

namespace FusionOfN.Local;

/// <summary>
/// Writes a decoder as an ONNX graph in the Hugging Face layout. Inputs: <c>input_ids</c> [batch, sequence], <c>attention_mask</c>
/// [batch, past + sequence], <c>position_ids</c> [batch, sequence] (not in the GroupQueryAttention form, which counts positions itself from the
/// mask) and <c>past_key_values.i.key|value</c> [batch, kv heads, past, head size]. Outputs: <c>logits</c> [batch, sequence, vocabulary] and
/// <c>present.i.key|value</c>.
/// </summary>
internal sealed class DecoderGraph
{
    private const string Microsoft = "com.microsoft.";
    private readonly OnnxGraphBuilder _graph = new("decoder");
    private readonly DecoderWeights _weights;
    private readonly DecoderConfig _config;
    private readonly DecoderGraphOptions _options;
    private readonly DecoderAttention _attention;

    private DecoderGraph(DecoderWeights weights, DecoderGraphOptions options)
    {
        (_weights, _config, _options) = (weights, weights.Config, options);
        _graph.Input("input_ids", OnnxElement.Int64, "batch", "sequence");
        _graph.Input("attention_mask", OnnxElement.Int64, "batch", "total");
        if (options.Form is not DecoderGraphForm.GroupQueryAttention) _graph.Input("position_ids", OnnxElement.Int64, "batch", "sequence");
        _attention = options.Form switch
        {
            DecoderGraphForm.GroupQueryAttention => new GroupQueryDecoderAttention(_graph, _config),
            DecoderGraphForm.Standard => new StandardDecoderAttention(_graph, _config),
            _ => new DecomposedDecoderAttention(_graph, _config),
        };
    }

    public static byte[] Write(DecoderWeights weights, DecoderGraphOptions options)
    {
        // ONNX Runtime's GroupQueryAttention refuses other head sizes.
        if (options.Form is DecoderGraphForm.GroupQueryAttention && weights.Config.HeadSize % 16 != 0) options = options with { Form = DecoderGraphForm.Standard };
        return new DecoderGraph(weights, options).Build();
    }

    private byte[] Build()
    {
        var embedding = Weight(DecoderLayout.Embedding);
        var x = _graph.Node("Gather", [embedding, "input_ids"]);
        for (var layer = 0; layer < _config.Layers; layer++) x = Block(layer, x);
        if (_options.LastPositionOnly)
            x = _graph.Node("Slice", [x, _graph.Longs(-1), _graph.Longs(long.MaxValue), _graph.Longs(1)]);
        var hidden = Norm(x, DecoderLayout.FinalNorm);
        // Multiplying by the transposed embedding in the operator keeps one copy of it in memory.
        _graph.Add(Microsoft + "FusedMatMul", [hidden, embedding], ["logits"], ("transB", 1));
        _graph.Output("logits", OnnxElement.Float, "batch", _options.LastPositionOnly ? 1 : "sequence", _config.VocabularySize);
        for (var layer = 0; layer < _config.Layers; layer++)
        {
            Cache($"present.{layer}.key");
            Cache($"present.{layer}.value");
        }

        return _graph.ToBytes();

        void Cache(string name) => _graph.Output(name, OnnxElement.Float, "batch", _config.KeyValueHeads, "total", _config.HeadSize);
    }

    private string Block(int layer, string x)
    {
        foreach (var part in (string[])["key", "value"])
            _graph.Input($"past_key_values.{layer}.{part}", OnnxElement.Float, "batch", _config.KeyValueHeads, "past", _config.HeadSize);
        var h = Norm(x, DecoderLayout.Layer(layer, "input_layernorm"));
        var attended = _attention.Add(layer, Project(h, layer, "self_attn.q_proj"), Project(h, layer, "self_attn.k_proj"), Project(h, layer, "self_attn.v_proj"));
        x = _graph.Node("Add", [x, Project(attended, layer, "self_attn.o_proj")]);
        h = Norm(x, DecoderLayout.Layer(layer, "post_attention_layernorm"));
        var gate = _graph.Node(Microsoft + "QuickGelu", [Project(h, layer, "mlp.gate_proj")], ("alpha", 1f));
        var inner = _graph.Node("Mul", [gate, Project(h, layer, "mlp.up_proj")]);
        return _graph.Node("Add", [x, Project(inner, layer, "mlp.down_proj")]);
    }

    private string Project(string x, int layer, string part) => _graph.Node("MatMul", [x, Weight(DecoderLayout.Layer(layer, part))]);

    private string Norm(string x, string scale) =>
        _graph.Node("RMSNormalization", [x, Weight(scale)], ("axis", -1), ("epsilon", (float)_config.NormEpsilon));

    private string Weight(string name)
    {
        var tensor = _weights.Tensors.First(tensor => tensor.Name == name);
        long[] shape = [.. tensor.Shape.Select(axis => (long)axis)];
        return _options.HalfPrecision && tensor.IsMatrix
            ? _graph.HalfWeight(name, _weights[name].Span, shape)
            : _graph.Weight(name, _weights[name].Span, shape);
    }
}

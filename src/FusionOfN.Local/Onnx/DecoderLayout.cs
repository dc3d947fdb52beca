namespace FusionOfN.Local;

/// <summary>The names, shapes and order of a decoder's weights.</summary>
internal static class DecoderLayout
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string FinalNorm = "model.norm.weight";

    public static string Layer(int layer, string part) => $"model.layers.{layer}.{part}.weight";

    public static List<DecoderTensor> Of(DecoderConfig config)
    {
        var tensors = new List<DecoderTensor>();
        var offset = 0;
        int d = config.HiddenSize, kv = config.KeyValueHeads * config.HeadSize, f = config.FeedForwardSize;
        Add(Embedding, config.VocabularySize, d);
        for (var layer = 0; layer < config.Layers; layer++)
        {
            Add(Layer(layer, "input_layernorm"), d);
            Add(Layer(layer, "self_attn.q_proj"), d, d);
            Add(Layer(layer, "self_attn.k_proj"), d, kv);
            Add(Layer(layer, "self_attn.v_proj"), d, kv);
            Add(Layer(layer, "self_attn.o_proj"), d, d);
            Add(Layer(layer, "post_attention_layernorm"), d);
            Add(Layer(layer, "mlp.gate_proj"), d, f);
            Add(Layer(layer, "mlp.up_proj"), d, f);
            Add(Layer(layer, "mlp.down_proj"), f, d);
        }

        Add(FinalNorm, d);
        return tensors;

        void Add(string name, params int[] shape)
        {
            var tensor = new DecoderTensor(name, offset, shape);
            tensors.Add(tensor);
            offset = checked(offset + tensor.Length);
        }
    }
}

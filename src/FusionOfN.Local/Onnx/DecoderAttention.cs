namespace FusionOfN.Local;

/// <summary>Adds one layer's attention to a decoder graph; its inputs are the projected queries, keys and values, [batch, sequence, width].</summary>
internal abstract class DecoderAttention
{
    protected DecoderAttention(OnnxGraphBuilder graph, DecoderConfig config) => (Graph, Config) = (graph, config);

    protected OnnxGraphBuilder Graph { get; }

    protected DecoderConfig Config { get; }

    protected float Scale => 1 / MathF.Sqrt(Config.HeadSize);

    /// <summary>Returns what was attended, [batch, sequence, hidden], and writes <c>present.layer.key|value</c>.</summary>
    public abstract string Add(int layer, string query, string key, string value);

    protected static string Past(int layer, string part) => $"past_key_values.{layer}.{part}";

    protected static string Present(int layer, string part) => $"present.{layer}.{part}";

    /// <summary>Cosines and sines of the rotary angles, [positions, head size / 2].</summary>
    protected (string Cosines, string Sines) RotaryTables()
    {
        var (cosines, sines) = RotaryTable.Of(Config, Config.MaxPositions);
        return (Graph.Weight("rotary.cos", cosines, Config.MaxPositions, Config.HeadSize / 2),
            Graph.Weight("rotary.sin", sines, Config.MaxPositions, Config.HeadSize / 2));
    }

    /// <summary>What to add to the scores, [batch, 1, sequence, total]: zero where a key may be seen, very negative where not.</summary>
    /// <remarks>Finite, because a padded row may see no key at all, and a softmax over minus infinities is not a number.</remarks>
    protected string AdditiveMask()
    {
        var total = Graph.Node("Gather", [Graph.Node("Shape", ["attention_mask"]), Graph.Long(1)]);
        var sequence = Graph.Node("Gather", [Graph.Node("Shape", ["input_ids"]), Graph.Long(1)]);
        var first = Graph.Node("Sub", [total, sequence]);
        var keys = Graph.Node("Range", [Graph.Long(0), total, Graph.Long(1)]);
        var queries = Graph.Node("Unsqueeze", [Graph.Node("Range", [first, total, Graph.Long(1)]), Graph.Longs(1)]);
        var causal = Graph.Node("LessOrEqual", [keys, queries]);
        var real = Graph.Node("Unsqueeze", [Graph.Node("Cast", ["attention_mask"], ("to", (long)OnnxElement.Bool)), Graph.Longs(1, 2)]);
        return Graph.Node("Where", [Graph.Node("And", [causal, real]), Graph.Float(0), Graph.Float(-1e9f)]);
    }
}

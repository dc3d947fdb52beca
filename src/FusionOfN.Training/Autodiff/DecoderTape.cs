using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Writes a decoder's training graph: the weighted cross-entropy of the labelled rows, and its gradient by every weight.</summary>
/// <remarks>
/// Inputs beside the weights: <c>embedded</c> [batch, length, width], <c>positions</c> [batch, length], <c>mask</c> [group · length, length], <c>cos</c>, <c>sin</c>,
/// <c>negative_sin</c>, <c>rows</c> [labelled], <c>targets</c> and <c>row_weights</c> [labelled, 1]. Looking tokens up in the embedding and adding its gradient
/// row by row is done outside: a scatter-add in the graph loses updates as soon as it runs on several threads. For preferences, <c>row_weights</c> gives way to
/// <c>comparisons</c> [pairs, labelled], the mean over the better answer's rows less that over the worse one's, and <c>pair_weights</c> [pairs, 1].
/// </remarks>
internal static class DecoderTape
{
    public const string Embedded = "embedded";
    public const string Positions = "positions";
    public const string Mask = "mask";
    public const string Cos = "cos";
    public const string Sin = "sin";
    public const string NegativeSin = "negative_sin";
    public const string LabelledRows = "rows";
    public const string Targets = "targets";
    public const string RowWeights = "row_weights";
    public const string Comparisons = "comparisons";
    public const string PairWeights = "pair_weights";
    public const string Loss = "loss";
    public const string EmbeddedGradient = "d_embedded";

    public static string GradientName(string weight) => "d_" + weight;

    public static byte[] Write(DecoderConfig config, TrainingObjective objective = TrainingObjective.Answers)
    {
        OnnxGraphBuilder graph = new("training");
        Tape tape = new(graph);
        var weights = DecoderLayout.Of(config).ToDictionary(
            tensor => tensor.Name, tensor => new Var(graph.Input(tensor.Name, OnnxElement.Float, [.. tensor.Shape.Select(axis => (OnnxDimension)axis)])));

        Var embedded = new(graph.Input(Embedded, OnnxElement.Float, "batch", "length", config.HiddenSize));
        var positions = graph.Input(Positions, OnnxElement.Int64, "batch", "length");
        var mask = graph.Input(Mask, OnnxElement.Float, "grouped", "length");
        var cos = graph.Input(Cos, OnnxElement.Float, config.MaxPositions, config.HeadSize / 2);
        var sin = graph.Input(Sin, OnnxElement.Float, config.MaxPositions, config.HeadSize / 2);
        var negativeSin = graph.Input(NegativeSin, OnnxElement.Float, config.MaxPositions, config.HeadSize / 2);
        var rows = graph.Input(LabelledRows, OnnxElement.Int64, "labelled");
        var targets = graph.Input(Targets, OnnxElement.Int64, "labelled", 1);

        var x = embedded;
        for (var layer = 0; layer < config.Layers; layer++)
            x = Block(layer, x);

        var hidden = tape.RmsNorm(tape.TakeRows(tape.Reshape(x, -1, config.HiddenSize), rows), weights[DecoderLayout.FinalNorm], config.NormEpsilon);
        var logits = tape.LinearTransposed(hidden, weights[DecoderLayout.Embedding]);
        var loss = objective == TrainingObjective.Answers
            ? tape.CrossEntropy(logits, targets, graph.Input(RowWeights, OnnxElement.Float, "labelled", 1))
            : tape.ComparisonLoss(
                tape.Combine(graph.Input(Comparisons, OnnxElement.Float, "pairs", "labelled"), tape.LogProbability(logits, targets)),
                graph.Input(PairWeights, OnnxElement.Float, "pairs", 1));
        tape.Differentiate(loss);

        graph.Alias(loss.Name, Loss);
        graph.Output(Loss, OnnxElement.Float);
        foreach (var tensor in DecoderLayout.Of(config))
        {
            graph.Alias(tape.GradientOf(weights[tensor.Name]), GradientName(tensor.Name));
            graph.Output(GradientName(tensor.Name), OnnxElement.Float, [.. tensor.Shape.Select(axis => (OnnxDimension)axis)]);
        }

        graph.Alias(tape.GradientOf(embedded), EmbeddedGradient);
        graph.Output(EmbeddedGradient, OnnxElement.Float, "batch", "length", config.HiddenSize);
        return graph.ToBytes();

        Var Block(int layer, Var input)
        {
            Var Weight(string part) => weights[DecoderLayout.Layer(layer, part)];
            int heads = config.Heads, kvHeads = config.KeyValueHeads, head = config.HeadSize, group = heads / kvHeads;

            var normal = tape.RmsNorm(input, Weight("input_layernorm"), config.NormEpsilon);
            var q = Rotated(tape.SplitHeads(tape.Linear(normal, Weight("self_attn.q_proj")), heads, head));
            var k = Rotated(tape.SplitHeads(tape.Linear(normal, Weight("self_attn.k_proj")), kvHeads, head));
            var v = tape.SplitHeads(tape.Linear(normal, Weight("self_attn.v_proj")), kvHeads, head);

            // Query heads that share a key head stand one under the other, so that keys and values are not repeated.
            var grouped = group == 1 ? q : tape.Reshape(q, 0, kvHeads, -1, head);
            var attended = tape.Attention(grouped, k, v, mask, 1 / MathF.Sqrt(head));
            if (group > 1)
                attended = tape.Reshape(attended, 0, heads, -1, head);
            var residual = tape.Add(input, tape.Linear(tape.JoinHeads(attended, heads, head), Weight("self_attn.o_proj")));

            var inner = tape.RmsNorm(residual, Weight("post_attention_layernorm"), config.NormEpsilon);
            var activated = tape.SwiGlu(tape.Linear(inner, Weight("mlp.gate_proj")), tape.Linear(inner, Weight("mlp.up_proj")));
            return tape.Add(residual, tape.Linear(activated, Weight("mlp.down_proj")));
        }

        Var Rotated(Var heads) => tape.Rotate(heads, positions, cos, sin, negativeSin);
    }
}

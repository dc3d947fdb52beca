using System.Reflection;
using FusionOfN.Local;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Training.Tests;

/// <summary>Every operation's gradient against fourth-order finite differences of its own forward pass.</summary>
public sealed class TapeTests
{
    private static readonly Random Random = new(11);

    [Fact]
    public void Add_Gradient() => Check((t, v) => t.Add(v[0], v[1]), [3, 4], [3, 4]);

    [Fact]
    public void Multiply_Gradient() => Check((t, v) => t.Multiply(v[0], v[1]), [3, 4], [3, 4]);

    [Fact]
    public void Sum_Gradient() => Check((t, v) => t.Multiply(t.Sum(v[0]), t.Sum(v[0])), scalar: true, [[5]]);

    [Fact]
    public void UsedTwice_GradientsAreSummed() => Check((t, v) => t.Add(t.Multiply(v[0], v[0]), v[0]), [4, 2]);

    [Fact]
    public void Linear_Gradient() => Check((t, v) => t.Linear(v[0], v[1]), [2, 3, 4], [4, 5]);

    [Fact]
    public void LinearTransposed_Gradient() => Check((t, v) => t.LinearTransposed(v[0], v[1]), [3, 4], [6, 4]);

    [Fact]
    public void RmsNorm_Gradient() => Check((t, v) => t.RmsNorm(v[0], v[1], 1e-5), [2, 3, 8], [8]);

    [Fact]
    public void SwiGlu_Gradient() => Check((t, v) => t.SwiGlu(v[0], v[1]), [3, 5], [3, 5]);

    [Fact]
    public void SplitAndJoinHeads_Gradient() => Check((t, v) => t.JoinHeads(t.Multiply(t.SplitHeads(v[0], 2, 3), t.SplitHeads(v[1], 2, 3)), 2, 3), [2, 4, 6], [2, 4, 6]);

    [Fact]
    public void Reshape_Gradient() => Check((t, v) => t.Linear(t.Reshape(v[0], -1, 4), v[1]), [2, 2, 4], [4, 3]);

    [Fact]
    public void TakeRows_Gradient_RowsTakenTwiceCountTwice() => Check((t, v) => t.TakeRows(v[0], t.Graph.Longs(2, 0, 2)), [4, 3]);

    [Fact]
    public void Attention_Gradient() =>
        Check((t, v) => t.Attention(v[0], v[1], v[2], t.Graph.Weight("mask", Causal(4), 4, 4), 0.6f), [2, 2, 4, 3], [2, 2, 4, 3], [2, 2, 4, 3]);

    [Fact]
    public void Rotate_Gradient() => Check((t, v) => Rotate(t, v[0]), [1, 2, 3, 4]);

    [Fact]
    public void CrossEntropy_Gradient_NegativeWeightsIncluded() => Check(
        (t, v) => t.CrossEntropy(v[0], Targets(t), t.Graph.Weight("weights", [1f, 0.5f, -0.7f], 3, 1)), scalar: true, [[3, 5]]);

    [Fact]
    public void LogProbability_Gradient() => Check((t, v) => t.LogProbability(v[0], Targets(t)), [3, 5]);

    [Fact]
    public void Combine_Gradient() => Check((t, v) => t.Combine(t.Graph.Weight("matrix", [0.5f, -1, 0.3f, 2, 0, -0.7f], 2, 3), v[0]), [3, 1]);

    [Fact]
    public void ComparisonLoss_Gradient() =>
        Check((t, v) => t.ComparisonLoss(v[0], t.Graph.Weight("weights", [1f, 0.4f, 2f], 3, 1)), scalar: true, [[3, 1]]);

    [Fact]
    public void Tape_EveryOperation_HasAGradientCheckHere()
    {
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance;
        string[] helpers = [nameof(Tape.Record)];
        var checks = string.Join(' ', typeof(TapeTests).GetMethods(Declared).Select(method => method.Name));
        var operations = typeof(Tape).GetMethods(Declared).Where(method => method.ReturnType == typeof(Var)).Select(method => method.Name).Except(helpers).ToList();

        Assert.True(operations.Count > 10);

        // Splitting and joining heads are checked together.
        Assert.All(operations, operation => Assert.Contains(operation is nameof(Tape.SplitHeads) ? "SplitAndJoinHeads" : $"{operation}_Gradient", checks, StringComparison.Ordinal));
    }

    private static string Targets(Tape tape) => tape.Node("Unsqueeze", tape.Graph.Longs(4, 0, 2), tape.Graph.Longs(-1));

    private static Var Rotate(Tape tape, Var x)
    {
        float[] angles = [0, 0, 0.4f, 1.1f, 0.8f, 2.2f];
        string Table(string name, Func<float, float> function) => tape.Graph.Weight(name, [.. angles.Select(function)], 3, 2);
        var positions = tape.Node("Unsqueeze", tape.Graph.Longs(0, 1, 2), tape.Graph.Longs(0));
        return tape.Rotate(x, positions, Table("cos", MathF.Cos), Table("sin", MathF.Sin), Table("nsin", angle => -MathF.Sin(angle)));
    }

    private static float[] Causal(int length) =>
        [.. from row in Enumerable.Range(0, length) from column in Enumerable.Range(0, length) select column > row ? -1e9f : 0f];

    /// <summary>Compares d(Σ c·f)/dx along a random direction, c random so that no gradient cancels.</summary>
    private static void Check(Func<Tape, Var[], Var> operation, params int[][] shapes) => Check(operation, scalar: false, shapes);

    private static void Check(Func<Tape, Var[], Var> operation, bool scalar, int[][] shapes)
    {
        OnnxGraphBuilder graph = new("check");
        Tape tape = new(graph);
        Var[] inputs = [.. shapes.Select((shape, i) => new Var(graph.Input($"x{i}", OnnxElement.Float, [.. shape.Select(axis => (OnnxDimension)axis)])))];
        var result = operation(tape, inputs);
        var weighted = scalar ? result : tape.Sum(tape.Multiply(result, new Var(graph.Node("Cos", [graph.Node("CumSum", [Spread(graph, result), graph.Long(0)])]))));
        tape.Differentiate(weighted);
        graph.Alias(weighted.Name, "y");
        graph.Output("y", OnnxElement.Float);
        for (var i = 0; i < inputs.Length; i++)
        {
            graph.Alias(tape.GradientOf(inputs[i]), $"d{i}");
            graph.Output($"d{i}", OnnxElement.Float, [.. shapes[i].Select(axis => (OnnxDimension)axis)]);
        }

        using InferenceSession session = OnnxSessions.Open(graph.ToBytes());
        float[][] x = [.. shapes.Select(shape => Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (float)((Random.NextDouble() * 2) - 1)).ToArray())];
        for (var i = 0; i < inputs.Length; i++)
        {
            var direction = x[i].Select(_ => (float)((Random.NextDouble() * 2) - 1)).ToArray();
            var analytic = Run(session, x, shapes, $"d{i}").Zip(direction, (a, b) => (double)a * b).Sum();
            double At(float step) => Run(session, [.. x.Select((values, j) => j == i ? values.Zip(direction, (a, b) => a + (step * b)).ToArray() : values)], shapes, "y")[0];
            const float H = 0.02f;
            var numeric = ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
            Assert.True(Math.Abs(analytic - numeric) <= 2e-3 * Math.Max(1, Math.Abs(numeric)), $"input {i}: analytic {analytic}, numeric {numeric}");
        }
    }

    /// <summary>0.7 for every element, in the shape of a value: the constants behind the random-looking weights.</summary>
    private static string Spread(OnnxGraphBuilder graph, Var value) =>
        graph.Node("Expand", [graph.Float(0.7f), graph.Node("Shape", [value.Name])]);

    private static float[] Run(InferenceSession session, float[][] x, int[][] shapes, string output)
    {
        using RunOptions options = new();
        var inputs = x.Select((values, i) => OrtValue.CreateTensorValueFromMemory(values, [.. shapes[i].Select(axis => (long)axis)])).ToArray();
        using var results = session.Run(options, [.. inputs.Select((_, i) => $"x{i}")], inputs, [output]);
        foreach (var input in inputs)
            input.Dispose();
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}

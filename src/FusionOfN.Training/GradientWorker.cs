using System.Numerics.Tensors;
using FusionOfN.Local;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Training;

/// <summary>Runs a decoder's training graph over sequences, on one thread, and adds up gradients.</summary>
internal sealed class GradientWorker : IDisposable
{
    private readonly DecoderWeights _weights;
    private readonly TrainingObjective _objective;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly OrtValue[] _weightValues;
    private readonly OrtValue[] _gradientValues;
    private readonly float[] _pass;
    private readonly float[] _cos;
    private readonly float[] _sin;
    private readonly float[] _negativeSin;

    public GradientWorker(DecoderWeights weights, byte[] graph, TrainingObjective objective = TrainingObjective.Answers)
    {
        _weights = weights;
        _objective = objective;
        var config = weights.Config;
        using SessionOptions options = OnnxSessions.Options(threads: 1);
        _session = OnnxSessions.Open(graph, options);

        Gradient = GC.AllocateArray<float>(weights.Values.Length, pinned: true);
        _pass = GC.AllocateArray<float>(weights.Values.Length, pinned: true);
        _weightValues = [.. weights.Tensors.Select(tensor => View(weights.Values, tensor))];
        _gradientValues = [.. weights.Tensors.Select(tensor => View(_pass, tensor))];
        _inputNames =
        [
            .. weights.Tensors.Select(tensor => tensor.Name), DecoderTape.Embedded, DecoderTape.Positions, DecoderTape.Mask, DecoderTape.Cos, DecoderTape.Sin,
            DecoderTape.NegativeSin, DecoderTape.LabelledRows, DecoderTape.Targets,
            .. objective == TrainingObjective.Answers ? [DecoderTape.RowWeights] : (string[])[DecoderTape.Comparisons, DecoderTape.PairWeights],
        ];
        _outputNames = [DecoderTape.Loss, DecoderTape.EmbeddedGradient, .. weights.Tensors.Select(tensor => DecoderTape.GradientName(tensor.Name))];
        (_cos, _sin) = Rotations(config);
        _negativeSin = [.. _sin.Select(value => -value)];
    }

    /// <summary>The sum of the gradients since the last <see cref="Clear"/>, in the order of the weights.</summary>
    public float[] Gradient { get; }

    public void Clear() => Array.Clear(Gradient);

    /// <summary>Adds the gradient of Σ scale · weight · loss over the sequences.</summary>
    /// <returns>That sum.</returns>
    public double Accumulate(IReadOnlyList<TrainingExample> examples, float scale) => Accumulate([.. examples.Select(example => new TrainingItem([example]))], scale);

    /// <summary>Adds the gradient of Σ scale · weight · loss over the sequences or pairs.</summary>
    /// <returns>That sum.</returns>
    public double Accumulate(IReadOnlyList<TrainingItem> items, float scale)
    {
        var batch = PaddedBatch.Of([.. items.SelectMany(item => item.Sequences)], _objective == TrainingObjective.Answers ? scale : 1);
        if (batch.Rows.Length == 0)
            return 0;

        var config = _weights.Config;
        int d = config.HiddenSize, size = batch.Size, length = batch.Length;
        var embedded = Embed(batch.Tokens, d);
        var embeddedGradient = new float[embedded.Length];
        var loss = new float[1];
        var group = config.Heads / config.KeyValueHeads;

        using var e = Tensor(embedded, size, length, d);
        using var positions = Tensor(batch.Positions, size, length);
        using var mask = Tensor(CausalMask(length, group), group * length, length);
        using var cos = Tensor(_cos, config.MaxPositions, config.HeadSize / 2);
        using var sin = Tensor(_sin, config.MaxPositions, config.HeadSize / 2);
        using var negativeSin = Tensor(_negativeSin, config.MaxPositions, config.HeadSize / 2);
        using var rows = Tensor(batch.Rows, batch.Rows.Length);
        using var targets = Tensor(batch.Targets, batch.Rows.Length, 1);
        OrtValue[] weighting = _objective == TrainingObjective.Answers
            ? [Tensor(batch.Weights, batch.Rows.Length, 1)]
            : [Tensor(PairComparison.Of(items, batch), items.Count, batch.Rows.Length), Tensor(items.Select(item => item.Weight * scale).ToArray(), items.Count, 1)];
        using var lossValue = OrtValue.CreateTensorValueFromMemory(loss, []);
        using var gradientValue = Tensor(embeddedGradient, size, length, d);
        _session.Run(
            _run, _inputNames, [.. _weightValues, e, positions, mask, cos, sin, negativeSin, rows, targets, .. weighting],
            _outputNames, [lossValue, gradientValue, .. _gradientValues]);
        foreach (var value in weighting)
            value.Dispose();

        TensorPrimitives.Add(Gradient, _pass, Gradient);
        ScatterAdd(batch.Tokens, embeddedGradient, d);
        return loss[0];
    }

    public void Dispose()
    {
        foreach (var value in _weightValues.Concat(_gradientValues))
            value.Dispose();
        _session.Dispose();
        _run.Dispose();
    }

    private static OrtValue Tensor<T>(T[] values, params long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, shape);

    private static OrtValue View(float[] values, DecoderTensor tensor) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance, values.AsMemory(tensor.Offset, tensor.Length), [.. tensor.Shape.Select(axis => (long)axis)]);

    private float[] Embed(int[] tokens, int width)
    {
        var table = _weights[DecoderLayout.Embedding].Span;
        var embedded = new float[tokens.Length * width];
        for (var i = 0; i < tokens.Length; i++)
            table.Slice(tokens[i] * width, width).CopyTo(embedded.AsSpan(i * width));
        return embedded;
    }

    private void ScatterAdd(int[] tokens, float[] gradient, int width)
    {
        var table = Gradient.AsSpan(_weights.Tensors.Single(tensor => tensor.Name == DecoderLayout.Embedding).Offset);
        for (var i = 0; i < tokens.Length; i++)
        {
            var row = table.Slice(tokens[i] * width, width);
            TensorPrimitives.Add(row, gradient.AsSpan(i * width, width), row);
        }
    }

    /// <summary>Large negative numbers where a query would see what comes after it; repeated for the query heads of a group.</summary>
    private static float[] CausalMask(int length, int group)
    {
        var mask = new float[group * length * length];
        for (var row = 0; row < group * length; row++)
            mask.AsSpan((row * length) + (row % length) + 1, length - (row % length) - 1).Fill(-1e9f);
        return mask;
    }

    private static (float[] Cos, float[] Sin) Rotations(DecoderConfig config)
    {
        var half = config.HeadSize / 2;
        var cos = new float[config.MaxPositions * half];
        var sin = new float[config.MaxPositions * half];
        for (var position = 0; position < config.MaxPositions; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * Math.Pow(config.RopeTheta, -2.0 * i / config.HeadSize);
                cos[(position * half) + i] = (float)Math.Cos(angle);
                sin[(position * half) + i] = (float)Math.Sin(angle);
            }
        }

        return (cos, sin);
    }
}

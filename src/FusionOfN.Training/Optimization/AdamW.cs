using System.Numerics;
using System.Numerics.Tensors;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Adam with decoupled weight decay, in one pass over the weights.</summary>
/// <remarks>Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019.</remarks>
internal sealed class AdamW
{
    private const float Epsilon = 1e-8f;

    private readonly DecoderWeights _weights;
    private readonly TrainerOptions _options;

    public AdamW(DecoderWeights weights, TrainerOptions options)
    {
        _weights = weights;
        _options = options;
        Mean = new float[weights.Values.Length];
        Square = new float[weights.Values.Length];
    }

    public float[] Mean { get; }

    public float[] Square { get; }

    /// <summary>Changes the weights by one step; the gradient is scaled down to the clipping norm first.</summary>
    /// <param name="gradient">The gradient of every weight.</param>
    /// <param name="step">The number of the step, from 0.</param>
    public void Step(float[] gradient, int step)
    {
        var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(gradient));
        if (!double.IsFinite(norm))
            throw new TrainingDivergedException($"The gradient of step {step} is not finite: the training has diverged. Lower the learning rate.");

        var clip = (float)Math.Min(1, _options.ClipNorm / (norm + 1e-12));
        var rate = _options.LearningRateAt(step);
        var correctedRate = (float)(rate * Math.Sqrt(1 - Math.Pow(_options.Beta2, step + 1)) / (1 - Math.Pow(_options.Beta1, step + 1)));
        foreach (var tensor in _weights.Tensors)
        {
            var decay = tensor.IsMatrix ? (float)(1 - (rate * _options.WeightDecay)) : 1f;
            Update(tensor, gradient, clip, correctedRate, decay);
        }
    }

    private void Update(DecoderTensor tensor, float[] gradient, float clip, float rate, float decay)
    {
        var w = _weights.Values.AsSpan(tensor.Offset, tensor.Length);
        var g = gradient.AsSpan(tensor.Offset, tensor.Length);
        var m = Mean.AsSpan(tensor.Offset, tensor.Length);
        var s = Square.AsSpan(tensor.Offset, tensor.Length);
        float b1 = (float)_options.Beta1, b2 = (float)_options.Beta2;

        var i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradients = new Vector<float>(g[i..]) * clip;
            var mean = (new Vector<float>(m[i..]) * b1) + (gradients * (1 - b1));
            var square = (new Vector<float>(s[i..]) * b2) + (gradients * gradients * (1 - b2));
            mean.CopyTo(m[i..]);
            square.CopyTo(s[i..]);
            var change = mean * rate / (Vector.SquareRoot(square) + new Vector<float>(Epsilon));
            ((new Vector<float>(w[i..]) * decay) - change).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++)
        {
            var value = g[i] * clip;
            m[i] = (m[i] * b1) + (value * (1 - b1));
            s[i] = (s[i] * b2) + (value * value * (1 - b2));
            w[i] = (w[i] * decay) - (m[i] * rate / (MathF.Sqrt(s[i]) + Epsilon));
        }
    }
}

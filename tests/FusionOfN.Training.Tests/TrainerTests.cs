using FusionOfN.Local;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Training.Tests;

public sealed class TrainerTests
{
    private static readonly DecoderConfig Tiny = new()
    {
        VocabularySize = 24,
        HiddenSize = 32,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        FeedForwardSize = 64,
        MaxPositions = 32,
    };

    [Fact]
    public void Gradient_OfAWholeDecoder_MatchesFiniteDifferences()
    {
        var weights = DecoderWeights.Create(Tiny, seed: 3);
        List<TrainingExample> batch = [Copy(new Random(1)), Copy(new Random(2)), new TrainingExample([5, 6, 7], [0, 1, 0.5f])];
        using GradientWorker worker = new(weights, DecoderTape.Write(Tiny));
        worker.Accumulate(batch, 0.1f);
        var gradient = worker.Gradient.ToArray();
        Random random = new(9);

        foreach (var tensor in weights.Tensors)
        {
            var values = weights[tensor.Name].Span;
            var start = values.ToArray();
            var direction = start.Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
            var analytic = direction.Select((value, i) => (double)value * gradient[tensor.Offset + i]).Sum();
            const float H = 4e-3f;
            var numeric = ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
            start.CopyTo(weights[tensor.Name]);
            Assert.True(Math.Abs(analytic - numeric) < 5e-3 * Math.Max(0.3, Math.Abs(numeric)), $"{tensor.Name}: analytic {analytic}, numeric {numeric}");

            double At(float step)
            {
                for (var i = 0; i < start.Length; i++)
                    weights.Values[tensor.Offset + i] = start[i] + (step * direction[i]);
                return worker.Accumulate(batch, 0.1f);
            }
        }
    }

    [Fact]
    public void Run_TwoWorkers_FollowTheSameTrajectoryAsOne()
    {
        var (one, curve1) = Train(new TrainerOptions { Steps = 12, BatchTokens = 200, ReportEvery = 1, Workers = 1, WarmUpSteps = 4 });
        var (two, curve2) = Train(new TrainerOptions { Steps = 12, BatchTokens = 200, ReportEvery = 1, Workers = 2, WarmUpSteps = 4 });

        foreach (var (a, b) in curve1.Zip(curve2))
            Assert.Equal(a.Loss, b.Loss, 4);
        Assert.True(curve1[^1].Loss < curve1[0].Loss);
        Assert.True(one.Values.Zip(two.Values, (a, b) => Math.Abs(a - b)).Max() < 2e-3);
    }

    [Fact]
    public void Run_StoppedAndResumed_IsBitForBitAsIfNeverStopped()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.checkpoint");
        TrainerOptions options = new() { Steps = 10, BatchTokens = 200, ReportEvery = 1, WarmUpSteps = 4, SortWindow = 16 };
        try
        {
            var (whole, curve) = Train(options);

            using CancellationTokenSource stop = new();
            Train(options with { CheckpointPath = path }, step => { if (step == 4) stop.Cancel(); }, stop.Token);
            var (resumed, resumedCurve) = Train(options with { CheckpointPath = path });

            Assert.Equal(whole.Values, resumed.Values);
            Assert.Equal(curve.Select(point => point.Loss), resumedCurve.Select(point => point.Loss));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Run_StoppedBetweenTwoReports_ContinuesWeightsAndCurveExactly()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.checkpoint");
        TrainerOptions options = new() { Steps = 10, BatchTokens = 60, ReportEvery = 4, WarmUpSteps = 4, SortWindow = 4 };
        try
        {
            var (whole, curve) = Train(options);

            // The batches of three windows are drawn before the stop; that step is finished.
            using CancellationTokenSource stop = new();
            var weights = DecoderWeights.Create(Tiny, seed: 5);
            var stopped = Trainer.Run(weights, Copies(seed: 8).Select((example, i) => CancelAt(8, i, example, stop)), options with { CheckpointPath = path }, null, stop.Token);
            var (resumed, resumedCurve) = Train(options with { CheckpointPath = path });

            Assert.NotEqual(0, stopped.Steps % options.ReportEvery);
            Assert.Equal(whole.Values, resumed.Values);
            Assert.Equal(curve.Select(point => point.Loss), resumedCurve.Select(point => point.Loss));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Run_CopyTask_IsLearnedToTheLastUnseenExample()
    {
        var (weights, curve) = Train(new TrainerOptions { Steps = 1_000, BatchTokens = 512, LearningRate = 6e-3, WarmUpSteps = 30, ReportEvery = 100 });

        Assert.True(curve[0].Loss > 1.5, $"first {curve[0]}");
        Assert.True(curve[^1].Loss < 0.02, $"last {curve[^1]}");
        using InferenceSession session = OnnxSessions.Open(DecoderGraph.Write(weights, new DecoderGraphOptions { Form = DecoderGraphForm.Decomposed, HalfPrecision = false }));
        var unseen = Copies(seed: 4_711).Take(200).ToList();
        Assert.Equal(200, unseen.Count(example => IsAnswered(session, example)));
    }

    [Fact]
    public void Run_ExamplesRunOut_SaysSo() =>
        Assert.Contains("ran out after 1 of 5", Assert.Throws<InvalidOperationException>(() =>
            Trainer.Run(DecoderWeights.Create(Tiny, 1), [Copy(new Random(1))], new TrainerOptions { Steps = 5 }, null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public void Run_OtherModelsCheckpoint_IsRefusedWithTheMend()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.checkpoint");
        try
        {
            File.WriteAllText(path, "this is something else");
            var exception = Assert.Throws<InvalidDataException>(() => Train(new TrainerOptions { Steps = 1, CheckpointPath = path }));
            Assert.Contains("Delete it", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether the likeliest token is the right one at every place of the answer, so that greedy decoding gives it.</summary>
    private static bool IsAnswered(InferenceSession session, TrainingExample example)
    {
        var length = example.Tokens.Length;
        Dictionary<string, OrtValue> inputs = [];
        foreach (var name in session.InputMetadata.Keys)
        {
            inputs[name] = name switch
            {
                "input_ids" => OrtValue.CreateTensorValueFromMemory(example.Tokens.Select(token => (long)token).ToArray(), [1, length]),
                "attention_mask" => OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, length).ToArray(), [1, length]),
                "position_ids" => OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, length).Select(position => (long)position).ToArray(), [1, length]),
                _ => OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [1, Tiny.KeyValueHeads, 0, Tiny.HeadSize]),
            };
        }

        using RunOptions run = new();
        using var outputs = session.Run(run, inputs, ["logits"]);
        foreach (var input in inputs.Values)
            input.Dispose();
        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray().Chunk(Tiny.VocabularySize).ToList();
        return Enumerable.Range(1, length - 1).All(t => example.Weights[t] == 0 || Array.IndexOf(logits[t - 1], logits[t - 1].Max()) == example.Tokens[t]);
    }

    private static (DecoderWeights Weights, IReadOnlyList<TrainingProgress> Curve) Train(
        TrainerOptions options, Action<int>? afterStep = null, CancellationToken? cancellationToken = null)
    {
        var weights = DecoderWeights.Create(Tiny, seed: 5);
        var result = Trainer.Run(
            weights, Copies(seed: 8), options, afterStep is null ? null : new Reporter(progress => afterStep(progress.Step)),
            cancellationToken ?? TestContext.Current.CancellationToken);
        return (weights, result.Curve);
    }

    private static TrainingExample CancelAt(int index, int i, TrainingExample example, CancellationTokenSource stop)
    {
        if (i == index)
            stop.Cancel();
        return example;
    }

    private static IEnumerable<TrainingExample> Copies(int seed)
    {
        Random random = new(seed);
        while (true)
            yield return Copy(random);
    }

    /// <summary>Letters, a mark, and the same letters again with an end.</summary>
    private static TrainingExample Copy(Random random)
    {
        var letters = Enumerable.Range(0, random.Next(2, 6)).Select(_ => random.Next(3, 24)).ToArray();
        return TrainingExample.Of([0, .. letters, 1], [.. letters, 2]);
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

using FusionOfN.Local;

namespace FusionOfN.Training.Tests;

public sealed class TrainerPairsTests
{
    private static readonly DecoderConfig Tiny = new()
    {
        VocabularySize = 20,
        HiddenSize = 32,
        Layers = 1,
        Heads = 2,
        KeyValueHeads = 1,
        FeedForwardSize = 48,
        MaxPositions = 16,
    };

    [Fact]
    public void RunPairs_BetterAnswersHaveASign_RanksUnseenPairs()
    {
        var weights = DecoderWeights.Create(Tiny, seed: 2);

        var result = Trainer.RunPairs(
            weights, Pairs(seed: 1), new TrainerOptions { Steps = 80, BatchTokens = 256, WarmUpSteps = 10, ReportEvery = 20 }, 3, null, TestContext.Current.CancellationToken);

        Assert.Equal(Math.Log(2), result.Curve[0].Loss, 0.3);
        Assert.True(result.Curve[^1].Loss < 0.05, $"{result.Curve[^1]}");
        using GradientWorker worker = new(weights, DecoderTape.Write(Tiny));
        Assert.All(Pairs(seed: 77).Take(50), pair => Assert.True(Surprise(worker, pair.Better) < Surprise(worker, pair.Worse)));
    }

    [Fact]
    public void RunPairs_Gradient_MatchesFiniteDifferences()
    {
        var weights = DecoderWeights.Create(Tiny, seed: 3);
        TrainingItem[] items = [.. Pairs(seed: 5).Take(3).Select((pair, i) => new TrainingItem([pair.Better, pair.Worse]) { Weight = 0.5f + i, Scale = 2 })];
        var graph = DecoderTape.Write(Tiny, TrainingObjective.Pairs);
        using GradientWorker worker = new(weights, graph, TrainingObjective.Pairs);
        worker.Accumulate(items, 0.5f);
        var gradient = worker.Gradient.ToArray();
        Random random = new(4);

        foreach (var tensor in weights.Tensors)
        {
            var values = weights[tensor.Name];
            var start = values.ToArray();
            var direction = start.Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
            var analytic = direction.Select((value, i) => (double)value * gradient[tensor.Offset + i]).Sum();
            const float H = 4e-3f;
            var numeric = ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
            start.CopyTo(values);
            Assert.True(Math.Abs(analytic - numeric) < 5e-3 * Math.Max(0.3, Math.Abs(numeric)), $"{tensor.Name}: analytic {analytic}, numeric {numeric}");

            double At(float step)
            {
                for (var i = 0; i < start.Length; i++)
                    values.Span[i] = start[i] + (step * direction[i]);
                return worker.Accumulate(items, 0.5f);
            }
        }
    }

    [Theory]
    [InlineData(new[] { 1, 25 }, new[] { 0f, 1f }, "token 25")]
    [InlineData(new[] { 1, -1 }, new[] { 0f, 1f }, "token -1")]
    [InlineData(new[] { 1 }, new[] { 0f }, "1 tokens")]
    [InlineData(new[] { 1, 2, 3 }, new[] { 0f, 1f }, "2 weights")]
    [InlineData(new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new[] { 1f, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "at most 16")]
    public void Run_ExampleTheModelCannotRead_SaysWhatIsWrong(int[] tokens, float[] weights, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(() => Trainer.Run(
            DecoderWeights.Create(Tiny, 1), [new TrainingExample(tokens, weights)], new TrainerOptions { Steps = 1 }, null, TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void RunPairs_AnswerWithoutLabels_IsRefused() => Assert.Throws<ArgumentException>(() => Trainer.RunPairs(
        DecoderWeights.Create(Tiny, 1),
        [new PreferencePair(TrainingExample.Of([1], [2]), new TrainingExample([1, 2], [1, 0]))],
        new TrainerOptions { Steps = 1 }, 3, null, TestContext.Current.CancellationToken));

    private static double Surprise(GradientWorker worker, TrainingExample example) => worker.Accumulate([example], 1f / example.Weights.Sum());

    /// <summary>The better answer repeats the letter of the prompt, the worse one has another.</summary>
    private static IEnumerable<PreferencePair> Pairs(int seed)
    {
        Random random = new(seed);
        while (true)
        {
            int letter = random.Next(3, 20), other = 3 + ((letter - 3 + random.Next(1, 17)) % 17);
            yield return new PreferencePair(
                TrainingExample.Of([0, letter, 1], Answer(letter, random.Next(1, 4))), TrainingExample.Of([0, letter, 1], Answer(other, random.Next(1, 4))));
        }
    }

    private static int[] Answer(int letter, int times) => [.. Enumerable.Repeat(letter, times), 2];
}

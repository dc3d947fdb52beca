using FusionOfN.Local;
using Microsoft.ML.OnnxRuntime;

namespace FusionOfN.Training.Tests;

public sealed class ModelExporterTests : IDisposable
{
    private static readonly BpeVocabulary Vocabulary = BpeTrainer.Train(
        Enumerable.Repeat("The capital is Berlin.", 5), new BpeTrainerOptions { VocabularySize = 290, SpecialTokens = ["<|pad|>", "<|user|>", "<|assistant|>", "<|end|>"] });

    private static readonly DecoderConfig Config = new()
    {
        VocabularySize = Vocabulary.Count,
        HiddenSize = 64,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 2,
        FeedForwardSize = 48,
        MaxPositions = 64,
    };

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData(DecoderGraphForm.GroupQueryAttention)]
    [InlineData(DecoderGraphForm.Standard)]
    [InlineData(DecoderGraphForm.Decomposed)]
    public void Write_TrainedModel_ExportGivesTheTrainingGraphsProbabilities(DecoderGraphForm form)
    {
        var weights = Trained();
        ModelExporter.Write(_directory, weights, Vocabulary.ToTokenizerJson(), new() { Graph = new() { Form = form, HalfPrecision = false } });

        int[] tokens = [5, 40, 200, 7, 7, 255, 12];
        using var session = OnnxSessions.Open(Path.Combine(_directory, "model.onnx"));
        var logits = Logits(session, tokens, []);

        // The loss of one labelled position of the training graph is the surprise the exported logits give.
        using GradientWorker worker = new(weights, DecoderTape.Write(Config));
        for (var t = 1; t < tokens.Length; t++)
        {
            var labels = new float[tokens.Length];
            labels[t] = 1;
            Assert.Equal(worker.Accumulate([new TrainingExample(tokens, labels)], 1), Surprise(logits[t - 1], tokens[t]), 1e-4);
        }
    }

    [Theory]
    [InlineData(DecoderGraphForm.GroupQueryAttention)]
    [InlineData(DecoderGraphForm.Standard)]
    [InlineData(DecoderGraphForm.Decomposed)]
    public void Write_CachedSteps_GiveTheLogitsOfOneRun(DecoderGraphForm form)
    {
        ModelExporter.Write(_directory, Trained(), Vocabulary.ToTokenizerJson(), new() { Graph = new() { Form = form } });
        using var session = OnnxSessions.Open(Path.Combine(_directory, "model.onnx"));
        int[] tokens = [9, 8, 7, 100, 101, 250];

        var whole = Logits(session, tokens, []);
        Dictionary<string, float[]> cache = [];
        var stepwise = Logits(session, tokens[..2], cache).Concat(Logits(session, tokens[2..3], cache)).Concat(Logits(session, tokens[3..], cache)).ToArray();

        for (var t = 0; t < tokens.Length; t++)
            Assert.All(whole[t].Zip(stepwise[t]), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void Read_FullPrecisionExport_GivesTheSameWeightsAndTokens()
    {
        var weights = Trained();
        ModelExporter.Write(_directory, weights, Vocabulary.ToTokenizerJson(), new() { PaddingToken = "<|pad|>", ModelCard = "# Card", Graph = new() { HalfPrecision = false } });

        var read = TrainedModel.Read(_directory);

        Assert.Equal(weights.Values, read.Weights.Values);
        Assert.Equal(Config, read.Weights.Config);
        Assert.Equal(("<|end|>", "<|pad|>", ModelExportOptions.CompactChatTemplate), (read.EndToken, read.PaddingToken, read.ChatTemplate));
        Assert.Equal(Vocabulary.ToTokenizerJson().Trim(), read.TokenizerJson.Trim());
        Assert.Equal("# Card\n", File.ReadAllText(Path.Combine(_directory, "README.md")));
    }

    [Fact]
    public void Write_HalfPrecision_HalvesTheFileAndKeepsThreeDigits()
    {
        var weights = Trained();
        ModelExporter.Write(_directory, weights, Vocabulary.ToTokenizerJson());

        var read = TrainedModel.Read(_directory);

        Assert.True(new FileInfo(Path.Combine(_directory, "model.onnx")).Length < weights.Values.Length * 2.7);
        Assert.All(weights.Values.Zip(read.Weights.Values), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 1e-3 + 1e-6));
    }

    [Fact]
    public void Write_HeadsOfEight_AreWrittenInTheStandardFormBecauseGroupQueryAttentionRefusesThem()
    {
        var weights = DecoderWeights.Create(Config with { HiddenSize = 32 }, seed: 1);
        ModelExporter.Write(_directory, weights, Vocabulary.ToTokenizerJson());

        using var session = OnnxSessions.Open(Path.Combine(_directory, "model.onnx"));
        Assert.Contains("position_ids", session.InputMetadata.Keys);
    }

    [Fact]
    public void Write_VocabularyWithoutTheEndToken_SaysSo() => Assert.Contains(
        "no token \"</s>\"",
        Assert.Throws<ArgumentException>(() => ModelExporter.Write(_directory, Trained(), Vocabulary.ToTokenizerJson(), new() { EndToken = "</s>" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_FolderWithoutModel_NamesTheFile()
    {
        ModelExporter.Write(_directory, Trained(), Vocabulary.ToTokenizerJson());
        File.Delete(Path.Combine(_directory, "model.onnx"));

        Assert.Contains("has no model.onnx", Assert.Throws<InvalidDataException>(() => TrainedModel.Read(_directory)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static DecoderWeights Trained()
    {
        var weights = DecoderWeights.Create(Config, seed: 4);
        Random random = new(3);
        var examples = Enumerable.Range(0, 40).Select(_ => TrainingExample.Of([5, random.Next(Config.VocabularySize)], [random.Next(Config.VocabularySize), 40, random.Next(Config.VocabularySize), 3])).ToList();
        Trainer.Run(weights, examples, new TrainerOptions { Steps = 3, BatchTokens = 64, WarmUpSteps = 1 }, null, TestContext.Current.CancellationToken);
        return weights;
    }

    private static double Surprise(float[] logits, int token)
    {
        var largest = logits.Max();
        return Math.Log(logits.Sum(logit => Math.Exp(logit - largest))) + largest - logits[token];
    }

    private static float[][] Logits(InferenceSession session, int[] tokens, Dictionary<string, float[]> cache)
    {
        int heads = Config.KeyValueHeads, size = Config.HeadSize;
        var past = cache.Count == 0 ? 0 : cache.Values.First().Length / (heads * size);
        Dictionary<string, OrtValue> inputs = [];
        foreach (var name in session.InputMetadata.Keys)
        {
            inputs[name] = name switch
            {
                "input_ids" => Longs(tokens.Select(token => (long)token), tokens.Length),
                "attention_mask" => Longs(Enumerable.Repeat(1L, past + tokens.Length), past + tokens.Length),
                "position_ids" => Longs(Enumerable.Range(past, tokens.Length).Select(position => (long)position), tokens.Length),
                _ => OrtValue.CreateTensorValueFromMemory(cache.GetValueOrDefault(name) ?? [], [1, heads, past, size]),
            };
        }

        using RunOptions run = new();
        var names = session.OutputMetadata.Keys.ToArray();
        using var outputs = session.Run(run, inputs, names);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].StartsWith("present", StringComparison.Ordinal))
                cache[names[i].Replace("present", "past_key_values", StringComparison.Ordinal)] = outputs[i].GetTensorDataAsSpan<float>().ToArray();
        }

        foreach (var input in inputs.Values)
            input.Dispose();
        return [.. outputs[Array.IndexOf(names, "logits")].GetTensorDataAsSpan<float>().ToArray().Chunk(Config.VocabularySize)];
    }

    private static OrtValue Longs(IEnumerable<long> values, int length) => OrtValue.CreateTensorValueFromMemory(values.ToArray(), [1, length]);
}

using FusionOfN.Local;
using Microsoft.Extensions.AI;

namespace FusionOfN.Training.Tests;

public sealed class StudentTrainingTests : IDisposable
{
    private static readonly string[] Pairs =
    [
        """{"prompt":"Capital of Japan?","completion":"Tokyo."}""",
        """{"messages":[{"role":"user","content":"Capital of Kenya?"},{"role":"assistant","content":"Nairobi."}]}""",
        """{"prompt":"Столица России?","completion":"Москва."}""",
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public async Task Run_ThreeAnswers_AreLearnedAndAnsweredByTheLocalEngine()
    {
        var options = Options(Pairs) with { Epochs = 60, LearningRate = 5e-3 };

        var result = StudentTraining.Run(options, null, TestContext.Current.CancellationToken);

        Assert.True(result.Completed);
        Assert.Equal(3, result.Examples);
        Assert.False(File.Exists(Path.Combine(options.OutputPath, "training.checkpoint")));
        Assert.Contains("SHA-256", await File.ReadAllTextAsync(Path.Combine(options.OutputPath, "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("<svg", await File.ReadAllTextAsync(Path.Combine(options.OutputPath, "curve.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var model = LocalModel.Load(options.OutputPath);
        using var client = model.AsChatClient();
        foreach (var (question, answer) in new[] { ("Capital of Japan?", "Tokyo."), ("Capital of Kenya?", "Nairobi."), ("Столица России?", "Москва.") })
        {
            var response = await client.GetResponseAsync(question, new ChatOptions { Temperature = 0 }, TestContext.Current.CancellationToken);
            Assert.Equal(answer, response.Text);
        }
    }

    [Fact]
    public void Run_StoppedAndCalledAgain_WritesTheSameModelAsOneRun()
    {
        var whole = Options(Pairs) with { Epochs = 6, ReportEvery = 1 };
        StudentTraining.Run(whole, null, TestContext.Current.CancellationToken);

        var parts = whole with { OutputPath = Path.Combine(_directory, "parts") };
        using CancellationTokenSource stop = new();
        var stopped = StudentTraining.Run(parts, new Reporter(progress => { if (progress.Step == 2) stop.Cancel(); }), stop.Token);
        var finished = StudentTraining.Run(parts, null, TestContext.Current.CancellationToken);

        Assert.False(stopped.Completed);
        Assert.Equal(2, stopped.Training.Steps);
        Assert.True(finished.Completed);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole.OutputPath, "model.onnx")), File.ReadAllBytes(Path.Combine(parts.OutputPath, "model.onnx")));
    }

    [Fact]
    public void Run_CheckpointOfAnotherBase_IsRefused()
    {
        var options = Options(Pairs) with { Epochs = 6, ReportEvery = 1 };
        using CancellationTokenSource stop = new();
        StudentTraining.Run(options, new Reporter(_ => stop.Cancel()), stop.Token);
        var other = TrainedModel.Read(options.BasePath);
        other.Weights.Values[0] += 1;
        ModelExporter.Write(options.BasePath, other.Weights, other.TokenizerJson);

        Assert.Throws<InvalidDataException>(() => StudentTraining.Run(options, null, TestContext.Current.CancellationToken));
        Assert.True(StudentTraining.Run(options with { Restart = true }, null, TestContext.Current.CancellationToken).Completed);
    }

    [Fact]
    public void Run_Restart_ReplacesTheModelOnlyWhenDataAndBaseAreGood()
    {
        var options = Options(Pairs) with { Epochs = 1 };
        StudentTraining.Run(options, null, TestContext.Current.CancellationToken);
        var path = Path.Combine(options.OutputPath, "model.onnx");
        var first = File.ReadAllBytes(path);

        Assert.Throws<InvalidDataException>(() => StudentTraining.Run(options with { Restart = true, BasePath = _directory }, null, TestContext.Current.CancellationToken));
        Assert.Equal(first, File.ReadAllBytes(path));
        StudentTraining.Run(options with { Restart = true, LearningRate = 0.01 }, null, TestContext.Current.CancellationToken);
        Assert.NotEqual(first, File.ReadAllBytes(path));
        Assert.Throws<IOException>(() => StudentTraining.Run(options with { Restart = true, OutputPath = options.BasePath }, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_TokensGiven_ReadsAboutSoMany()
    {
        var options = Options(Pairs) with { BatchTokens = 40 };
        var epoch = StudentTraining.Run(options with { Epochs = 1 }, null, TestContext.Current.CancellationToken).Training.Tokens;

        var result = StudentTraining.Run(options with { Tokens = 4 * epoch, Restart = true }, null, TestContext.Current.CancellationToken);

        Assert.InRange(result.Training.Tokens, 3 * epoch, 5 * epoch);
    }

    [Fact]
    public async Task Run_RowsHeldOut_AreMeasuredAndNotLearned()
    {
        // Two rows ask the same question: they are held out together or not at all.
        var options = Options([.. Pairs, """{"prompt":"Capital of Japan?","completion":"Kyoto."}"""]) with { Epochs = 60, LearningRate = 5e-3, HeldOutShare = 0.25 };

        var result = StudentTraining.Run(options, null, TestContext.Current.CancellationToken);

        Assert.Equal(4, result.Examples + result.HeldOut!.Rows);
        Assert.InRange(result.HeldOut.Before, 4, 7);
        Assert.True(result.HeldOut.After > result.Training.Curve[^1].Loss + 1, $"held out {result.HeldOut.After}, learned {result.Training.Curve[^1].Loss}");
        Assert.Contains($"loss on {result.HeldOut.Rows} rows held out", await File.ReadAllTextAsync(Path.Combine(options.OutputPath, "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Throws<SftDataException>(() => StudentTraining.Run(Options([Pairs[0], Pairs[0]]) with { HeldOutShare = 0.5, Restart = true }, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Run_CheckpointOfOtherData_IsRefused()
    {
        var options = Options(Pairs) with { Epochs = 6, ReportEvery = 1 };
        using CancellationTokenSource stop = new();
        StudentTraining.Run(options, new Reporter(_ => stop.Cancel()), stop.Token);
        File.AppendAllText(options.DataPath, Pairs[0] + "\n");

        var exception = Assert.Throws<InvalidDataException>(() => StudentTraining.Run(options, null, TestContext.Current.CancellationToken));
        Assert.Contains("other options or other data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_BadRows_AreAnErrorUnlessTheyAreToBeSkipped()
    {
        var tooLong = $$"""{"prompt":"{{new string('x', 400)}}","completion":"y"}""";
        var options = Options([.. Pairs, """{"prompt":"x"}""", tooLong]) with { Epochs = 1 };

        var exception = Assert.Throws<SftDataException>(() => StudentTraining.Run(options, null, TestContext.Current.CancellationToken));
        var result = StudentTraining.Run(options with { SkipBadRows = true }, null, TestContext.Current.CancellationToken);

        Assert.Contains("2 bad rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains("line 4: completion is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("line 5: the conversation has", exception.Message, StringComparison.Ordinal);
        Assert.Equal([4, 5], result.Problems.Select(problem => problem.Line));
        Assert.Equal(3, result.Examples);
    }

    [Fact]
    public void Run_OutputHoldsAModel_IsRefused()
    {
        var options = Options(Pairs);

        Assert.Throws<IOException>(() => StudentTraining.Run(options with { OutputPath = options.BasePath }, null, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private StudentTrainingOptions Options(string[] lines)
    {
        var data = Path.Combine(_directory, "data.jsonl");
        File.WriteAllLines(data, lines);
        var vocabulary = BpeTrainer.Train(
            Enumerable.Repeat("Capital of Japan? Capital of Kenya? Tokyo. Nairobi. Столица России? Москва.", 3),
            new BpeTrainerOptions { VocabularySize = 300, SpecialTokens = ["<|user|>", "<|assistant|>", "<|end|>"] });
        DecoderConfig config = new()
        {
            VocabularySize = vocabulary.Count,
            HiddenSize = 32,
            Layers = 2,
            Heads = 2,
            KeyValueHeads = 1,
            FeedForwardSize = 64,
            MaxPositions = 64,
        };
        var basis = Path.Combine(_directory, "base");
        ModelExporter.Write(basis, DecoderWeights.Create(config, seed: 1), vocabulary.ToTokenizerJson());
        return new StudentTrainingOptions { DataPath = data, BasePath = basis, OutputPath = Path.Combine(_directory, "student"), Command = "fusion train" };
    }

    private sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

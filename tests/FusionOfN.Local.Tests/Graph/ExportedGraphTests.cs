using FusionOfN.Local.OnnxFormat;
using Google.Protobuf;

namespace FusionOfN.Local.Tests;

/// <summary>Graphs as other exporters write them: each loads and answers as the plain form of the same model does.</summary>
public sealed class ExportedGraphTests : IDisposable
{
    private static readonly GenerationOptions Options = new() { MaxTokens = 24 };
    private readonly string _root = Directory.CreateTempSubdirectory("fusionofn-export-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(DecoderGraphForm.GroupQueryAttention)]
    [InlineData(DecoderGraphForm.Standard)]
    [InlineData(DecoderGraphForm.Decomposed)]
    public async Task Generate_ProjectionBiases_AllFormsAgreeAndBatchesEqualSingleRuns(DecoderGraphForm form)
    {
        using var reference = Load("reference", DecoderGraphForm.Decomposed, GraphEdits.AddProjectionBiases);
        using var plain = Load("plain", form, model => model);
        using var biased = Load("biased", form, GraphEdits.AddProjectionBiases);

        await AssertSameProbabilitiesAsync(reference, biased, 1e-4f);
        await AssertBatchEqualsSingleAsync(biased);
        Assert.NotEqual(await ScoreAsync(plain), await ScoreAsync(biased));
    }

    [Fact]
    public async Task Generate_LengthsAsInputs_EqualsTheGraphWithAMask()
    {
        using var reference = Load("reference", DecoderGraphForm.GroupQueryAttention, model => model);
        using var exported = Load("exported", DecoderGraphForm.GroupQueryAttention, GraphEdits.TakeLengthsAsInputs);

        await AssertSameProbabilitiesAsync(reference, exported, 1e-6f);
        await AssertBatchEqualsSingleAsync(exported);
    }

    [Theory]
    [InlineData(DecoderGraphForm.GroupQueryAttention)]
    [InlineData(DecoderGraphForm.Decomposed)]
    public async Task Generate_CacheAndLogitsOf16Bits_AgreesToTheirPrecision(DecoderGraphForm form)
    {
        using var reference = Load("reference", form, model => model);
        using var exported = Load("exported", form, GraphEdits.HalveCache);

        await AssertSameProbabilitiesAsync(reference, exported, 2e-2f);
        await AssertBatchEqualsSingleAsync(exported);
    }

    [Fact]
    public async Task Generate_GraphAsksHowManyLogitsToKeep_EqualsTheGraphThatDoesNot()
    {
        using var reference = Load("reference", DecoderGraphForm.Decomposed, model => model);
        using var exported = Load("exported", DecoderGraphForm.Decomposed, GraphEdits.TakeKeptLogitsAsInput);

        await AssertSameProbabilitiesAsync(reference, exported, 1e-5f);
        await AssertBatchEqualsSingleAsync(exported);
    }

    [Fact]
    public async Task Load_GraphInItsFolderWithWeightsBeside_EqualsOneFile()
    {
        using var reference = Load("reference", DecoderGraphForm.GroupQueryAttention, model => model);
        var folder = Path.Combine(_root, "beside");
        Write(folder, DecoderGraphForm.GroupQueryAttention);
        var graph = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "onnx")).FullName, "model.onnx");
        GraphEdits.WriteWithWeightsBeside(ModelProto.Parser.ParseFrom(await File.ReadAllBytesAsync(Path.Combine(folder, "model.onnx"), Cancellation)), graph);
        File.Delete(Path.Combine(folder, "model.onnx"));
        Assert.True(new FileInfo(graph).Length < 200_000 && new FileInfo(graph + "_data").Length > 200_000);

        using var exported = LocalModel.Load(folder, new LocalModelOptions { Threads = 1 });

        Assert.Equal(await ScoreAsync(reference), await ScoreAsync(exported));
    }

    [Fact]
    public void Load_InputNotKnown_IsNamed()
    {
        var error = Assert.Throws<LocalModelException>(() => Load("strange", DecoderGraphForm.Decomposed, model =>
        {
            var strange = model.Graph.Input[0].Clone();
            strange.Name = "use_cache_branch";
            model.Graph.Input.Add(strange);
            return model;
        }));

        Assert.Contains("use_cache_branch", error.Message, StringComparison.Ordinal);
    }

    private static async Task<float[]> ScoreAsync(LocalModel model)
    {
        var prompt = model.Tokenizer.Encode("La monnaie du Pérou");
        var scores = await model.LogProbabilitiesAsync(prompt, [model.Tokenizer.Encode("est le sol."), model.Tokenizer.Encode("通貨は円です、たぶん。")], Cancellation);
        return [.. scores.SelectMany(score => score)];
    }

    private static async Task AssertSameProbabilitiesAsync(LocalModel expected, LocalModel actual, float tolerance)
    {
        var (a, b) = (await ScoreAsync(expected), await ScoreAsync(actual));
        Assert.Equal(a.Length, b.Length);
        Assert.All(a.Zip(b), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static async Task AssertBatchEqualsSingleAsync(LocalModel model)
    {
        string[] texts = ["Größere Füße", "a", "The capital of Peru is Lima, isn't it?"];
        var together = await model.GenerateBatchAsync([.. texts.Select(text => new TokenPrompt(model.Tokenizer.Encode(text), 1, 2))], Options, Cancellation);
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var seed in (int[])[1, 2])
            {
                var alone = await model.GenerateBatchAsync([new TokenPrompt(model.Tokenizer.Encode(texts[i]), seed)], Options, Cancellation);
                Assert.Equal(alone[0][0].Tokens, together[i][seed - 1].Tokens);
            }
        }
    }

    private static void Write(string folder, DecoderGraphForm form)
    {
        Directory.CreateDirectory(folder);
        TestModel.Write(folder, form);
    }

    private LocalModel Load(string name, DecoderGraphForm form, Func<ModelProto, ModelProto> edit)
    {
        var folder = Path.Combine(_root, name);
        Write(folder, form);
        var graph = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(graph, edit(ModelProto.Parser.ParseFrom(File.ReadAllBytes(graph))).ToByteArray());
        return LocalModel.Load(folder, new LocalModelOptions { Threads = 1, MaxBatch = 4 });
    }
}

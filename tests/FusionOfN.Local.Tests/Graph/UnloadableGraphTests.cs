using FusionOfN.Local.OnnxFormat;
using Google.Protobuf;

namespace FusionOfN.Local.Tests;

/// <summary>What ONNX Runtime refuses, and what is said of it.</summary>
public sealed class UnloadableGraphTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fusionofn-unloadable-").FullName;

    private string Graph => Path.Combine(_folder, "model.onnx");

    private string Weights => $"{Graph}_data";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_WeightsBesideMissing_NamesThem() => AssertSays("model.onnx_data, are not there", () =>
    {
        PutWeightsBeside();
        File.Delete(Weights);
    });

    [Fact]
    public void Load_WeightsBesideCutOff_SaysSo() => AssertSays("they are only a part", () =>
    {
        PutWeightsBeside();
        using FileStream file = new(Weights, FileMode.Open);
        file.SetLength(1_000);
    });

    [Fact]
    public void Load_WeightsBesideAreAFolder_NamesIt() => AssertSays("model.onnx_data is no file", () =>
    {
        PutWeightsBeside();
        File.Delete(Weights);
        Directory.CreateDirectory(Weights);
    });

    [Theory]
    [InlineData("")]
    [InlineData("<html>404 not found</html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")]
    public void Load_FileThatIsNoGraph_SaysSo(string text) => AssertSays("it is no ONNX graph", () => File.WriteAllText(Graph, text));

    [Fact]
    public void Load_WeightsOfAnotherSize_SaysSo() => AssertSays("belong to another graph", model => model.Graph.Initializer.First(weight => weight.Dims.Count == 2).Dims[0]++);

    [Fact]
    public void Load_NewerFormat_SaysBothVersions() => AssertSays("it has version 99 of the format", model => model.IrVersion = 99);

    [Fact]
    public void Load_NewerOperators_SaysBothVersions() => AssertSays("its operators are those of version 99", model => model.OpsetImport[0].Version = 99);

    [Fact]
    public void Load_OperatorThatIsNone_NamesIt() => AssertSays("does not know FancyNewThing", model => model.Graph.Node[3].OpType = "FancyNewThing");

    [Fact]
    public void Load_OperatorsOfSomebodyElse_NamesWhose() => AssertSays("does not know domain 'com.example'", model => model.Graph.Node[3].Domain = "com.example");

    [Fact]
    public void Load_GraphThatLeadsNowhere_SaysWhat() =>
        AssertSays("Node input 'nowhere' is not a graph input", model => model.Graph.Node[3].Input[0] = "nowhere");

    [Fact]
    public async Task Generate_MoreMemoryThanThereIs_SaysSo()
    {
        Write(GraphEdits.AskForTooMuchMemory);
        using var model = LocalModel.Load(_folder, new LocalModelOptions { Threads = 1 });

        var failure = await Assert.ThrowsAsync<LocalModelException>(() => model.GenerateBatchAsync(
            [new TokenPrompt(model.Tokenizer.Encode("Lima"), 1)], new GenerationOptions { MaxTokens = 4 }, TestContext.Current.CancellationToken));

        Assert.Contains("there is not enough memory", failure.Message, StringComparison.Ordinal);
    }

    private void AssertSays(string words, Action<ModelProto> spoil) => AssertSays(words, () => Write(model => spoil(model)));

    private void AssertSays(string words, Action spoil)
    {
        TestModel.Write(_folder, DecoderGraphForm.GroupQueryAttention);
        spoil();

        var message = Assert.Throws<LocalModelException>(() => LocalModel.Load(_folder)).Message;

        Assert.StartsWith($"{Graph} cannot be loaded: ", message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"ErrorCode|\.(cc|h):|::|\bbytes\b", message);
    }

    private void PutWeightsBeside() => GraphEdits.WriteWithWeightsBeside(ModelProto.Parser.ParseFrom(File.ReadAllBytes(Graph)), Graph);

    private void Write(Action<ModelProto> edit)
    {
        TestModel.Write(_folder, DecoderGraphForm.GroupQueryAttention);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Graph));
        edit(model);
        File.WriteAllBytes(Graph, model.ToByteArray());
    }
}

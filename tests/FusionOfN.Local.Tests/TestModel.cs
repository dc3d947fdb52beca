using FusionOfN.Training;

namespace FusionOfN.Local.Tests;

/// <summary>A small decoder with random weights, written to disk in the Hugging Face layout and loaded from there.</summary>
internal sealed class TestModel : IDisposable
{
    public const string ChatMarkup =
        "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private static readonly Lazy<string> Tokenizer = new(() => BpeTrainer.Train(
        Enumerable.Repeat(Languages.Sentences.Values, 3).SelectMany(texts => texts),
        new BpeTrainerOptions { VocabularySize = 600, SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"] }).ToTokenizerJson());

    private TestModel(string folder, LocalModel model) => (Folder, Model) = (folder, model);

    public static string TokenizerJson => Tokenizer.Value;

    public string Folder { get; }

    public LocalModel Model { get; }

    public static TestModel Create(
        DecoderGraphForm form = DecoderGraphForm.GroupQueryAttention, LocalModelOptions? options = null, int context = 256, bool lastPositionOnly = false)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-model-").FullName;
        Write(folder, form, context, lastPositionOnly);
        return new TestModel(folder, LocalModel.Load(folder, options ?? new LocalModelOptions { Threads = 1 }, "test"));
    }

    public static void Write(string folder, DecoderGraphForm form, int context = 256, bool lastPositionOnly = false)
    {
        DecoderConfig config = new()
        {
            VocabularySize = 600,
            HiddenSize = 64,
            Layers = 2,
            Heads = 4,
            KeyValueHeads = 2,
            FeedForwardSize = 128,
            MaxPositions = context,
        };
        var weights = DecoderWeights.Create(config, seed: 5);
        DecoderGraphOptions graph = new() { Form = form, HalfPrecision = false, LastPositionOnly = lastPositionOnly };
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), DecoderGraph.Write(weights, graph));
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJson(endTokenId: 0));
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), TokenizerJson);
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), ChatMarkup);
    }

    public List<int> Encode(string text) => Model.Tokenizer.Encode(text);

    public async Task<GeneratedSample> GenerateAsync(string prompt, long seed, GenerationOptions? options = null)
    {
        var samples = await Model.GenerateBatchAsync(
            [new TokenPrompt(Encode(prompt), seed)], options ?? new GenerationOptions { MaxTokens = 40 }, TestContext.Current.CancellationToken);
        return samples[0][0];
    }

    public void Dispose()
    {
        Model.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

using FusionOfN.Training;

namespace FusionOfN.Local.Bench;

/// <summary>A model with random weights in a folder of its own: what is measured does not depend on what it knows.</summary>
internal sealed class BenchModel : IDisposable
{
    public BenchModel(DecoderConfig config, LocalModelOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-bench-").FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), DecoderGraph.Write(DecoderWeights.Create(config, 1), new DecoderGraphOptions { HalfPrecision = false }));
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJson());
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), BpeTrainer.Train([], new BpeTrainerOptions { VocabularySize = 256 }).ToTokenizerJson());
        Model = LocalModel.Load(folder, options);
    }

    public LocalModel Model { get; }

    public void Dispose()
    {
        Model.Dispose();
        Directory.Delete(Model.Directory, recursive: true);
    }
}

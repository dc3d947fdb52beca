using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Cli.Tests;

/// <summary>A model of a few thousand random weights: it answers, but knows nothing.</summary>
internal static class TinyModel
{
    public static void Write(string folder)
    {
        BpeVocabulary vocabulary = BpeTrainer.Train(
            Enumerable.Repeat("Capital of Japan? Capital of Kenya? Tokyo. Nairobi. Столица России? Москва.", 3),
            new BpeTrainerOptions { VocabularySize = 300, SpecialTokens = ["<|user|>", "<|assistant|>", "<|end|>"] });
        DecoderConfig config = new() { VocabularySize = vocabulary.Count, HiddenSize = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, FeedForwardSize = 64, MaxPositions = 64 };
        ModelExporter.Write(folder, DecoderWeights.Create(config, seed: 1), vocabulary.ToTokenizerJson());
    }
}

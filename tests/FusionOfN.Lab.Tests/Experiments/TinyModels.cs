using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Lab.Tests.Experiments;

/// <summary>Writes decoders with random weights under the names of the lab's models: they speak nonsense, but they really run.</summary>
internal static class TinyModels
{
    private const int Vocabulary = 400;

    public static void Write(string folder, params IReadOnlyList<string> names)
    {
        LabWorld world = new();
        Random random = new(1);
        string tokenizer = BpeTrainer.Train(
            Enumerable.Range(0, 200).Select(_ => world[LabTask.Facts].Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.English })).Select(item => $"{item.Prompt} {item.Gold}"),
            new() { VocabularySize = Vocabulary, SpecialTokens = LabFormat.ControlTokens }).ToTokenizerJson();
        DecoderConfig config = new()
        {
            VocabularySize = Vocabulary,
            HiddenSize = 32,
            Layers = 1,
            Heads = 2,
            KeyValueHeads = 2,
            FeedForwardSize = 64,
            MaxPositions = 768,
        };
        for (int i = 0; i < names.Count; i++)
        {
            ModelExporter.Write(
                Path.Combine(folder, names[i]), DecoderWeights.Create(config, seed: i), tokenizer, new() { EndToken = LabFormat.End, PaddingToken = LabFormat.Padding });
        }
    }
}

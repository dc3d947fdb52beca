using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Writes prompts and answers as the tokens of one turn of a model of the lab.</summary>
internal sealed class TurnEncoder
{
    private const string VocabularyFile = "tokenizer.json";

    private readonly ModelTokenizer _tokenizer;

    /// <summary>Creates an encoder with the vocabulary of a model.</summary>
    public TurnEncoder(string modelDirectory) => _tokenizer = ModelTokenizer.Load(Path.Combine(modelDirectory, VocabularyFile));

    public TrainingExample Encode(string prompt, string answer) => TrainingExample.Of(
        [Control(LabFormat.User), .. _tokenizer.Encode(prompt), Control(LabFormat.Assistant)], [.. _tokenizer.Encode(answer), Control(LabFormat.End)]);

    private int Control(string token) =>
        _tokenizer.FindAdded(token) ?? throw new InvalidDataException($"The vocabulary has no token '{token}': this is not a model of the lab.");
}

using System.Text.Json;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>A model folder that this project exported, read back for further training.</summary>
/// <param name="Weights">The weights, as exact as the file holds them: matrices stored as 16-bit floats have lost their last digits.</param>
/// <param name="TokenizerJson">The vocabulary.</param>
/// <param name="ChatTemplate">The chat template.</param>
/// <param name="EndToken">The token that ends an answer.</param>
/// <param name="PaddingToken">The token that fills up rows, if any.</param>
public sealed record TrainedModel(DecoderWeights Weights, string TokenizerJson, string ChatTemplate, string EndToken, string? PaddingToken)
{
    /// <summary>Reads a folder that <see cref="ModelExporter"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the model is of another kind.</exception>
    public static TrainedModel Read(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory)) throw new InvalidDataException($"There is no model folder {directory}.");
        var config = DecoderConfig.FromJson(File.ReadAllText(Existing("config.json")));
        try
        {
            using var tokenizer = JsonDocument.Parse(File.ReadAllBytes(Existing("tokenizer_config.json")));
            return new TrainedModel(
                DecoderWeights.FromOnnx(config, Existing("model.onnx")),
                File.ReadAllText(Existing("tokenizer.json")),
                Field("chat_template") ?? throw new InvalidDataException($"{directory} has no chat template in tokenizer_config.json."),
                Field("eos_token") ?? throw new InvalidDataException($"{directory} names no eos_token in tokenizer_config.json."),
                Field("pad_token"));

            string? Field(string name) =>
                tokenizer.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{directory}: tokenizer_config.json is not valid JSON: {JsonMistake.Describe(exception)}.", exception);
        }

        string Existing(string name)
        {
            var path = Path.Combine(directory, name);
            return File.Exists(path) ? path : throw new InvalidDataException($"{directory} has no {name}; a base model is a folder that this project exported.");
        }
    }
}

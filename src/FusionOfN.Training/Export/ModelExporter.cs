using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>
/// Writes a trained decoder as a folder in the Hugging Face layout: <c>config.json</c>, <c>generation_config.json</c>, <c>tokenizer.json</c>,
/// <c>tokenizer_config.json</c> with the chat template, <c>model.onnx</c> and a model card. <see cref="TrainedModel.Read"/> reads such a folder back.
/// </summary>
public static class ModelExporter
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the folder; files of the same names in it are replaced.</summary>
    /// <param name="directory">The folder, made if it is not there.</param>
    /// <param name="weights">The model.</param>
    /// <param name="tokenizerJson">The vocabulary, as <see cref="BpeVocabulary.ToTokenizerJson"/> or another trainer writes it.</param>
    /// <param name="options">Chat template, tokens and graph; when null, the defaults.</param>
    /// <exception cref="ArgumentException">The vocabulary lacks the end token or the padding token, or has more tokens than the model.</exception>
    public static void Write(string directory, DecoderWeights weights, string tokenizerJson, ModelExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(tokenizerJson);
        options ??= new ModelExportOptions();
        var vocabulary = TokenizerVocabulary.Parse(tokenizerJson);
        if (vocabulary.Size > weights.Config.VocabularySize)
        {
            throw new ArgumentException(
                $"The tokenizer has {vocabulary.Size} tokens, the model only {weights.Config.VocabularySize}; they do not belong together.", nameof(tokenizerJson));
        }

        var end = vocabulary.IdOf(options.EndToken);
        int? padding = options.PaddingToken is { } token ? vocabulary.IdOf(token) : null;

        Directory.CreateDirectory(directory);
        Text("config.json", weights.Config.ToJson(end));
        Text("generation_config.json", GenerationConfig(options, end, padding).ToJsonString(Readable));
        Text("tokenizer.json", tokenizerJson);
        Text("tokenizer_config.json", TokenizerConfig(options, weights.Config.MaxPositions).ToJsonString(Readable));
        Replace("model.onnx", DecoderGraph.Write(weights, options.Graph));
        if (options.ModelCard is { } card) Text("README.md", card);

        void Text(string name, string content) => Replace(name, System.Text.Encoding.UTF8.GetBytes(content.EndsWith('\n') ? content : content + "\n"));

        // Written beside and moved, so that a reader never finds half a file.
        void Replace(string name, byte[] content)
        {
            var path = Path.Combine(directory, name);
            File.WriteAllBytes(path + ".partial", content);
            File.Move(path + ".partial", path, overwrite: true);
        }
    }

    private static JsonObject GenerationConfig(ModelExportOptions options, int end, int? padding) => new()
    {
        ["do_sample"] = options.Temperature > 0,
        ["temperature"] = options.Temperature > 0 ? options.Temperature : 1,
        ["max_new_tokens"] = options.MaxNewTokens,
        ["eos_token_id"] = end,
        ["pad_token_id"] = padding,
    };

    private static JsonObject TokenizerConfig(ModelExportOptions options, int maxPositions) => new()
    {
        ["tokenizer_class"] = "PreTrainedTokenizerFast",
        ["model_max_length"] = maxPositions,
        ["clean_up_tokenization_spaces"] = false,
        ["eos_token"] = options.EndToken,
        ["pad_token"] = options.PaddingToken,
        ["chat_template"] = options.ChatTemplate,
    };
}

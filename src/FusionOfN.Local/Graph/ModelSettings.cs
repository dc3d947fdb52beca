using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>What the engine needs of <c>config.json</c> and <c>generation_config.json</c>.</summary>
internal sealed record ModelSettings
{
    private string Path { get; init; } = "config.json";

    public int? VocabularySize { get; private init; }

    public int? KeyValueHeads { get; private init; }

    public int? HeadSize { get; private init; }

    /// <summary>The most tokens of a sequence, prompt and answer together.</summary>
    public int ContextLength { get; private init; }

    public IReadOnlyList<int> EndTokens { get; private init; } = [];

    /// <summary>How the makers of the model sample from it.</summary>
    public GenerationOptions Defaults { get; private init; } = new();

    /// <exception cref="LocalModelException"><c>config.json</c> is missing or damaged.</exception>
    public static ModelSettings Read(string directory)
    {
        var path = System.IO.Path.Combine(directory, "config.json");
        var config = Parse(path) ?? throw new LocalModelException(
            $"{path} is missing. A local model is a folder in the Hugging Face layout: config.json, tokenizer.json, a chat template and model.onnx.");
        var generationPath = System.IO.Path.Combine(directory, "generation_config.json");
        var generation = Parse(generationPath) ?? default;
        var settings = Checked(path, () => ReadConfig(path, config));
        return Checked(generationPath, () => settings with
        {
            EndTokens = [.. TokenIds(generation, "eos_token_id").Union(settings.EndTokens)],
            Defaults = ReadDefaults(generation),
        });
    }

    public int Needed(int? value, string field) =>
        value switch
        {
            null => throw new LocalModelException($"{Path} has no field \"{field}\", and the graph leaves it open too."),
            < 1 => throw new LocalModelException($"{Path}: \"{field}\" comes to {value}; it must be at least 1."),
            { } number => number,
        };

    /// <summary>What a field of the wrong kind is: a bad file.</summary>
    private static ModelSettings Checked(string path, Func<ModelSettings> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new LocalModelException($"{path}: {exception.Message}", exception);
        }
    }

    private static ModelSettings ReadConfig(string path, JsonElement config)
    {
        var heads = Loose(config, "num_attention_heads");
        var context = Whole(config, "max_position_embeddings") ?? Whole(config, "n_positions") ?? 2048;
        return new ModelSettings
        {
            Path = path,
            VocabularySize = Loose(config, "vocab_size"),
            KeyValueHeads = Loose(config, "num_key_value_heads") ?? heads,
            HeadSize = Loose(config, "head_dim") ?? (heads is > 0 ? Loose(config, "hidden_size") / heads : null),
            ContextLength = context > 0 ? context : throw new FormatException($"the model reads {context} tokens; it must be at least 1."),
            EndTokens = [.. TokenIds(config, "eos_token_id")],
        };
    }

    private static GenerationOptions ReadDefaults(JsonElement generation)
    {
        // Only an explicit "no" means greedy decoding: files that merely leave the flag out are common, and mean the usual sampling.
        var greedy = generation.ValueKind == JsonValueKind.Object
            && generation.TryGetProperty("do_sample", out var sample) && sample.ValueKind == JsonValueKind.False;
        GenerationOptions defaults = new()
        {
            MaxTokens = Whole(generation, "max_new_tokens"),
            Temperature = greedy ? 0 : Number(generation, "temperature") ?? 1,
            TopK = Whole(generation, "top_k") ?? 0,
            TopP = Number(generation, "top_p") ?? 1,
            MinP = Number(generation, "min_p") ?? 0,
            RepetitionPenalty = Number(generation, "repetition_penalty") ?? 1,
        };
        defaults.Validate();
        return defaults;
    }

    private static JsonElement? Parse(string path)
    {
        if (!File.Exists(path))
            return null;

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new LocalModelException($"{path}: the top level is not an object.");
        }
        catch (JsonException exception)
        {
            throw new LocalModelException($"{path} is not valid JSON: {JsonMistake.Describe(exception)}.", exception);
        }
    }

    /// <summary>A number that the graph tells too, nearly always: one that cannot be read is asked for when it is needed.</summary>
    private static int? Loose(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static int? Whole(JsonElement element, string name) => Field(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { } value => throw new FormatException($"\"{name}\" is {value.GetRawText()}; it must be a whole number."),
    };

    private static double? Number(JsonElement element, string name) => Field(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        { } value => throw new FormatException($"\"{name}\" is {value.GetRawText()}; it must be a number."),
    };

    private static IEnumerable<int> TokenIds(JsonElement element, string name) => Field(element, name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => TokenId(item, name))],
        { } value => [TokenId(value, name)],
    };

    private static int TokenId(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id >= 0
        ? id
        : throw new FormatException($"\"{name}\" holds {value.GetRawText()}; it must be the number of a token, or a list of them.");

    /// <summary>A field; null when it is missing or null.</summary>
    private static JsonElement? Field(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}

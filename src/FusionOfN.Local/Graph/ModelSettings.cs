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
        var generation = Parse(System.IO.Path.Combine(directory, "generation_config.json")) ?? default;

        var heads = Whole(config, "num_attention_heads");
        return new ModelSettings
        {
            Path = path,
            VocabularySize = Whole(config, "vocab_size"),
            KeyValueHeads = Whole(config, "num_key_value_heads") ?? heads,
            HeadSize = Whole(config, "head_dim") ?? (Whole(config, "hidden_size") / heads),
            ContextLength = Whole(config, "max_position_embeddings") ?? Whole(config, "n_positions") ?? 2048,
            EndTokens = [.. WholeNumbers(generation, "eos_token_id").Union(WholeNumbers(config, "eos_token_id"))],
            Defaults = ReadDefaults(generation),
        };
    }

    public int Needed(int? value, string field) =>
        value ?? throw new LocalModelException($"{Path} has no field \"{field}\", and the graph leaves it open too.");

    private static GenerationOptions ReadDefaults(JsonElement generation)
    {
        // Only an explicit "no" means greedy decoding: files that merely leave the flag out are common, and mean the usual sampling.
        var greedy = generation.ValueKind == JsonValueKind.Object
            && generation.TryGetProperty("do_sample", out var sample) && sample.ValueKind == JsonValueKind.False;
        return new GenerationOptions
        {
            MaxTokens = Whole(generation, "max_new_tokens"),
            Temperature = greedy ? 0 : Number(generation, "temperature") ?? 1,
            TopK = Whole(generation, "top_k") ?? 0,
            TopP = Number(generation, "top_p") ?? 1,
            MinP = Number(generation, "min_p") ?? 0,
            RepetitionPenalty = Number(generation, "repetition_penalty") ?? 1,
        };
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
            throw new LocalModelException($"{path} is not valid JSON: {exception.Message}", exception);
        }
    }

    private static int? Whole(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static double? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble() : null;

    private static IEnumerable<int> WholeNumbers(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetInt32())]
            : value.ValueKind == JsonValueKind.Number ? [value.GetInt32()] : [];
    }
}

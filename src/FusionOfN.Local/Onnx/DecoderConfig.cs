using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Local;

/// <summary>
/// The shape of a small Llama-style decoder: RMS normalisation before each block, rotary positions (rotate-half), grouped-query attention,
/// SwiGLU, no biases, and an output layer that shares the embedding. Written to and read from the <c>config.json</c> of the Hugging Face layout.
/// </summary>
public sealed record DecoderConfig
{
    /// <summary>Number of tokens in the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the residual stream; a multiple of <see cref="Heads"/>.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads; divides <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Inner width of the feed-forward layer.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Longest sequence in tokens, prompt and answer together.</summary>
    /// <value>The default value is 1024.</value>
    public int MaxPositions { get; init; } = 1024;

    /// <summary>Base of the rotary frequencies.</summary>
    /// <value>The default value is 10,000.</value>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>Added to the mean square before its root is taken.</summary>
    /// <value>The default value is 1e-5.</value>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>Width of one head.</summary>
    public int HeadSize => HiddenSize / Heads;

    /// <summary>Number of trainable numbers, the shared embedding counted once.</summary>
    public long ParameterCount
    {
        get
        {
            long d = HiddenSize, kv = (long)KeyValueHeads * HeadSize, f = FeedForwardSize;
            return (VocabularySize * d) + (Layers * ((2 * d * d) + (2 * d * kv) + (3 * d * f) + (2 * d))) + d;
        }
    }

    /// <summary>Checks that the numbers fit together.</summary>
    /// <exception cref="ArgumentException">They do not; the message names the field.</exception>
    public void Validate()
    {
        Positive(VocabularySize, "vocab_size");
        Positive(HiddenSize, "hidden_size");
        Positive(Layers, "num_hidden_layers");
        Positive(Heads, "num_attention_heads");
        Positive(KeyValueHeads, "num_key_value_heads");
        Positive(FeedForwardSize, "intermediate_size");
        Positive(MaxPositions, "max_position_embeddings");
        if (HiddenSize % Heads != 0) throw new ArgumentException($"hidden_size {HiddenSize} is not a multiple of num_attention_heads {Heads}.");
        if (HeadSize % 2 != 0) throw new ArgumentException($"A head of {HeadSize} is odd; rotary positions need an even one.");
        if (Heads % KeyValueHeads != 0)
            throw new ArgumentException($"num_attention_heads {Heads} is not a multiple of num_key_value_heads {KeyValueHeads}.");
    }

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, a field is missing, or it describes a model of another kind.</exception>
    public static DecoderConfig FromJson(string json)
    {
        try
        {
            return Read(JsonNode.Parse(json) as JsonObject ?? throw new InvalidDataException("config.json: the top level is not an object."));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"config.json is not valid JSON: {JsonMistake.Describe(exception)}.", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException("config.json: a field is another kind of value than it must be.", exception);
        }
    }

    private static DecoderConfig Read(JsonObject root)
    {
        if ((string?)root["model_type"] is not "llama" and var type)
            throw new InvalidDataException($"config.json: model_type is \"{type}\"; only \"llama\" can be trained here.");
        if (root["tie_word_embeddings"]?.GetValue<bool>() is not true)
            throw new InvalidDataException("config.json: tie_word_embeddings must be true; models with a separate output layer cannot be trained here.");
        if (root["rope_scaling"] is not null)
            throw new InvalidDataException("config.json: rope_scaling is set; scaled rotary positions cannot be trained here.");
        var heads = Required("num_attention_heads");
        var config = new DecoderConfig
        {
            VocabularySize = Required("vocab_size"),
            HiddenSize = Required("hidden_size"),
            Layers = Required("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = root["num_key_value_heads"]?.GetValue<int>() ?? heads,
            FeedForwardSize = Required("intermediate_size"),
            MaxPositions = Required("max_position_embeddings"),
            RopeTheta = root["rope_theta"]?.GetValue<double>() ?? 10_000,
            NormEpsilon = root["rms_norm_eps"]?.GetValue<double>() ?? 1e-5,
        };
        try
        {
            config.Validate();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"config.json: {exception.Message}", exception);
        }

        return config;

        int Required(string name) =>
            root[name] is JsonValue value && value.TryGetValue<int>(out var number)
                ? number
                : throw new InvalidDataException($"config.json: the field \"{name}\" is missing or not a whole number.");
    }

    /// <summary>Writes a <c>config.json</c>.</summary>
    /// <param name="endTokenId">Token that ends an answer, if the tokenizer has one.</param>
    /// <param name="beginTokenId">Token that starts a sequence, if the tokenizer has one.</param>
    public string ToJson(int? endTokenId = null, int? beginTokenId = null)
    {
        var root = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["model_type"] = "llama",
            ["vocab_size"] = VocabularySize,
            ["hidden_size"] = HiddenSize,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = KeyValueHeads,
            ["head_dim"] = HeadSize,
            ["intermediate_size"] = FeedForwardSize,
            ["max_position_embeddings"] = MaxPositions,
            ["rope_theta"] = RopeTheta,
            ["rms_norm_eps"] = NormEpsilon,
            ["hidden_act"] = "silu",
            ["tie_word_embeddings"] = true,
            ["attention_bias"] = false,
            ["mlp_bias"] = false,
            ["torch_dtype"] = "float32",
            ["bos_token_id"] = beginTokenId,
            ["eos_token_id"] = endTokenId,
        };
        return root.ToJsonString(Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static void Positive(int value, string field)
    {
        if (value <= 0) throw new ArgumentException($"{field} is {value}; it must be positive.");
    }
}

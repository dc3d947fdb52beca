using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>What the engine needs of a <c>tokenizer.json</c>. Anything in the file it does not understand is an error that names it.</summary>
internal sealed class TokenizerFile
{
    private readonly string _file;

    private TokenizerFile(string file) => _file = file;

    public Dictionary<string, int> Vocabulary { get; } = new(StringComparer.Ordinal);

    public List<string> Merges { get; } = [];

    public List<AddedToken> Added { get; } = [];

    public IReadOnlyList<SplitStep> Steps { get; private set; } = [];

    public bool AddPrefixSpace { get; private set; }

    /// <summary>Whether a piece that is a token as it stands is taken as that token, without merging (Llama 3).</summary>
    public bool IgnoreMerges { get; private set; }

    public bool ComposesUnicode { get; private set; }

    /// <summary>Tokens put before and after a single text when special tokens are asked for.</summary>
    public List<string> Prefix { get; } = [];

    public List<string> Suffix { get; } = [];

    public static TokenizerFile Read(string path)
    {
        var reader = new TokenizerFile(path);
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            reader.Read(document.RootElement);
        }
        catch (FileNotFoundException exception)
        {
            throw new LocalModelException($"{path} is missing. The local engine reads tokenizers in the tokenizer.json form of the Hugging Face layout.", exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LocalModelException($"{path} is not a tokenizer.json the local engine can read: {exception.Message}", exception);
        }

        return reader;
    }

    private void Read(JsonElement root)
    {
        ReadModel(root.GetProperty("model"));
        ReadNormalizer(Part(root, "normalizer"));

        var pieces = new PreTokenizerReader(_file);
        pieces.Read(Part(root, "pre_tokenizer"));
        if (!pieces.IsByteLevel)
            throw NotUnderstood("a BPE without the ByteLevel step");
        Steps = pieces.Steps;
        AddPrefixSpace = pieces.AddPrefixSpace;

        if (Part(root, "added_tokens") is { ValueKind: JsonValueKind.Array } added)
        {
            foreach (var token in added.EnumerateArray())
            {
                var special = token.TryGetProperty("special", out var flag) && flag.GetBoolean();
                Added.Add(new AddedToken(token.GetProperty("id").GetInt32(), token.GetProperty("content").GetString()!, special));
            }
        }

        ReadPostProcessor(Part(root, "post_processor"));
    }

    private void ReadModel(JsonElement model)
    {
        // Files of before 2021 have no type and are BPE when they have merges.
        var type = model.TryGetProperty("type", out var name) ? name.GetString() : model.TryGetProperty("merges", out _) ? "BPE" : "of no known kind";
        if (type != "BPE")
            throw NotUnderstood($"the tokenizer model \"{type}\"");
        if (IsSet(model, "byte_fallback"))
            throw NotUnderstood("byte_fallback (a SentencePiece tokenizer)");
        if (Text(model, "continuing_subword_prefix").Length > 0 || Text(model, "end_of_word_suffix").Length > 0)
            throw NotUnderstood("continuing_subword_prefix or end_of_word_suffix");

        foreach (var token in model.GetProperty("vocab").EnumerateObject())
            Vocabulary[token.Name] = token.Value.GetInt32();
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
            Merges.Add(merge.ValueKind == JsonValueKind.String ? merge.GetString()! : $"{merge[0].GetString()} {merge[1].GetString()}");
        IgnoreMerges = IsSet(model, "ignore_merges");
    }

    private void ReadNormalizer(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;

        switch (element.GetProperty("type").GetString())
        {
            case "NFC":
                ComposesUnicode = true;
                break;
            case "Sequence":
                foreach (var child in element.GetProperty("normalizers").EnumerateArray())
                    ReadNormalizer(child);
                break;
            case var type:
                throw NotUnderstood($"the normalizer \"{type}\"");
        }
    }

    private void ReadPostProcessor(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;

        switch (element.GetProperty("type").GetString())
        {
            case "ByteLevel":
                break;
            case "Sequence":
                foreach (var child in element.GetProperty("processors").EnumerateArray())
                    ReadPostProcessor(child);
                break;
            case "TemplateProcessing":
                var target = Prefix;
                foreach (var piece in element.GetProperty("single").EnumerateArray())
                {
                    if (piece.TryGetProperty("SpecialToken", out var token))
                        target.Add(token.GetProperty("id").GetString()!);
                    else
                        target = Suffix;
                }

                break;
            case var type:
                throw NotUnderstood($"the post-processor \"{type}\"");
        }
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out var part) ? part : default;

    private static bool IsSet(JsonElement element, string name) => element.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private LocalModelException NotUnderstood(string what) =>
        new($"{_file} uses {what}, which the local engine does not understand. Use a model with a byte-level BPE tokenizer (Llama 3, Qwen, SmolLM and the like).");
}

using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>What the engine needs of a <c>tokenizer.json</c>. Anything in the file it does not understand is an error that names it.</summary>
internal sealed class TokenizerFile
{
    private TokenizerFile(string path) => Path = path;

    public string Path { get; }

    public Dictionary<string, int> Vocabulary { get; } = new(StringComparer.Ordinal);

    /// <summary>The vocabulary without control tokens: what plain text can become.</summary>
    public IReadOnlyDictionary<string, int> PlainVocabulary { get; private set; } = new Dictionary<string, int>();

    /// <summary>The pairs that are merged, in the order in which they were learnt.</summary>
    public List<(string Left, string Right)> Merges { get; } = [];

    public List<AddedToken> Added { get; } = [];

    /// <summary>What happens to text first, in order.</summary>
    public IReadOnlyList<Func<string, string>> Normalizers { get; private set; } = [];

    public IReadOnlyList<SplitStep> Steps { get; private set; } = [];

    /// <summary>Whether tokens are made of bytes; else they are of SentencePiece's kind, made of characters.</summary>
    public bool IsByteLevel { get; private set; }

    public bool AddPrefixSpace { get; private set; }

    /// <summary>What spaces are replaced by after normalising, if they are.</summary>
    public SpaceMark? Mark { get; private set; }

    /// <summary>What stands for a space in tokens of SentencePiece's kind.</summary>
    public string? DecodedMark { get; private set; }

    /// <summary>Spaces that are left out at the beginning of decoded text.</summary>
    public int SpacesLeftOut { get; private set; }

    /// <summary>Whether a character outside the vocabulary is written in tokens of single bytes.</summary>
    public bool ByteFallback { get; private set; }

    /// <summary>The token for what has no other, if any.</summary>
    public string? UnknownToken { get; private set; }

    /// <summary>Whether neighbours without a token become one unknown token.</summary>
    public bool FuseUnknown { get; private set; }

    /// <summary>Whether a piece that is a token as it stands is taken as that token, without merging (Llama 3).</summary>
    public bool IgnoreMerges { get; private set; }

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
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new LocalModelException($"{path} is not a tokenizer.json the local engine can read: {JsonMistake.Describe(exception)}.", exception);
        }

        return reader;
    }

    private void Read(JsonElement root)
    {
        ReadModel(TokenizerJson.Required(root, "model"));
        NormalizerReader normalizer = new(Path);
        normalizer.Read(TokenizerJson.Part(root, "normalizer"));
        Normalizers = normalizer.Steps;

        PreTokenizerReader pieces = new(Path);
        pieces.Read(TokenizerJson.Part(root, "pre_tokenizer"));
        (Steps, IsByteLevel, AddPrefixSpace, Mark) = (pieces.Steps, pieces.IsByteLevel, pieces.AddPrefixSpace, pieces.Mark);
        if (!IsByteLevel)
            ReadMarks(root);

        ReadAdded(TokenizerJson.Part(root, "added_tokens"));
        ReadPostProcessor(TokenizerJson.Part(root, "post_processor"));
    }

    private void ReadModel(JsonElement model)
    {
        // Files of before 2021 have no type and are BPE when they have merges.
        var type = TokenizerJson.Part(model, "type") is { ValueKind: not JsonValueKind.Undefined } name ? TokenizerJson.TextOf(name, "type") : TokenizerJson.Part(model, "merges").ValueKind != JsonValueKind.Undefined ? "BPE" : "of no known kind";
        if (type != "BPE")
            throw TokenizerJson.NotUnderstood(Path, $"the tokenizer model \"{type}\"");
        if (TokenizerJson.Text(model, "continuing_subword_prefix").Length > 0 || TokenizerJson.Text(model, "end_of_word_suffix").Length > 0)
            throw TokenizerJson.NotUnderstood(Path, "continuing_subword_prefix or end_of_word_suffix");

        foreach (var token in TokenizerJson.RequiredObject(model, "vocab"))
            Vocabulary[token.Name] = ReadId(token.Value);
        foreach (var merge in TokenizerJson.RequiredList(model, "merges"))
            Merges.Add(ReadMerge(merge));
        IgnoreMerges = TokenizerJson.Flag(model, "ignore_merges");
        ByteFallback = TokenizerJson.Flag(model, "byte_fallback");
        FuseUnknown = TokenizerJson.Flag(model, "fuse_unk");
        UnknownToken = TokenizerJson.Text(model, "unk_token") is { Length: > 0 } unknown ? unknown : null;
    }

    private static (string Left, string Right) ReadMerge(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array)
            return merge.GetArrayLength() == 2 ? (TokenizerJson.TextOf(merge[0], "merges"), TokenizerJson.TextOf(merge[1], "merges")) : throw new FormatException($"the merge {merge.GetRawText()} is no pair.");

        var pair = TokenizerJson.TextOf(merge, "merges");
        return pair.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && space < pair.Length - 1
            ? (pair[..space], pair[(space + 1)..])
            : throw new FormatException($"the merge \"{pair}\" is no pair.");
    }

    private void ReadMarks(JsonElement root)
    {
        DecoderReader decoder = new(Path);
        decoder.Read(TokenizerJson.Part(root, "decoder"));
        DecodedMark = decoder.Mark is { Length: 1 } mark
            ? mark
            : throw TokenizerJson.NotUnderstood(Path, "a BPE with neither the ByteLevel step nor a decoder that knows SentencePiece's mark for spaces");
        SpacesLeftOut = decoder.SpacesLeftOut;
    }

    private void ReadAdded(JsonElement added)
    {
        if (!TokenizerJson.IsMissing(added) && added.ValueKind != JsonValueKind.Array)
            throw new FormatException($"\"added_tokens\" is {TokenizerJson.Shown(added)}; it must be a list.");
        if (added.ValueKind == JsonValueKind.Array)
        {
            Added.AddRange(added.EnumerateArray().Select(token => new AddedToken(
                ReadId(TokenizerJson.Required(token, "id")), TokenizerJson.RequiredText(token, "content"), TokenizerJson.Flag(token, "special"))
            {
                TakesSpaceBefore = TokenizerJson.Flag(token, "lstrip"),
                TakesSpaceAfter = TokenizerJson.Flag(token, "rstrip"),
                IsWholeWord = TokenizerJson.Flag(token, "single_word"),
            }));
        }

        var control = Added.Where(token => token.Special).Select(token => token.Content).ToHashSet(StringComparer.Ordinal);
        PlainVocabulary = Vocabulary.Where(token => !control.Contains(token.Key)).ToDictionary(StringComparer.Ordinal);
    }

    // The largest vocabularies have about 260,000 tokens; a number far beyond is a damaged file, and would take memory for all in between.
    private const int MaxId = 10_000_000;

    private static int ReadId(JsonElement id) =>
        id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number is >= 0 and <= MaxId
            ? number
            : throw new FormatException($"{TokenizerJson.Shown(id)} is no number of a token; it must be a whole number from 0 to {MaxId}.");

    private void ReadPostProcessor(JsonElement element)
    {
        if (TokenizerJson.IsMissing(element))
            return;

        switch (TokenizerJson.RequiredText(element, "type"))
        {
            case "ByteLevel":
                break;
            case "Sequence":
                foreach (var child in TokenizerJson.RequiredList(element, "processors"))
                    ReadPostProcessor(child);
                break;
            case "TemplateProcessing":
                var target = Prefix;
                foreach (var piece in TokenizerJson.RequiredList(element, "single"))
                {
                    if (TokenizerJson.Part(piece, "SpecialToken") is { ValueKind: not JsonValueKind.Undefined } token)
                        target.Add(TokenizerJson.RequiredText(token, "id"));
                    else
                        target = Suffix;
                }

                break;
            case var type:
                throw TokenizerJson.NotUnderstood(Path, $"the post-processor \"{type}\"");
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionOfN.Training;

/// <summary>A byte-level BPE vocabulary: special tokens, 256 bytes, then merges in the order they were learned.</summary>
public sealed class BpeVocabulary
{
    private readonly List<string> _tokens = [];
    private readonly List<int> _bytes = [];
    private readonly List<(int Left, int Right)> _merges = [];
    private readonly int _firstByte;

    internal BpeVocabulary(IReadOnlyList<string> specialTokens, string pattern)
    {
        SpecialTokens = [.. specialTokens];
        Pattern = pattern;
        _firstByte = specialTokens.Count;
        foreach (var special in specialTokens)
            Add(special, 0);
        for (var value = 0; value < 256; value++)
            Add(ByteLetters.Of((byte)value).ToString(), 1);
    }

    /// <summary>The tokens that stand for structure, with ids from 0.</summary>
    public IReadOnlyList<string> SpecialTokens { get; }

    /// <summary>The regular expression of the pieces inside which tokens may grow.</summary>
    public string Pattern { get; }

    /// <summary>The number of tokens.</summary>
    public int Count => _tokens.Count;

    internal int IdOf(byte value) => _firstByte + value;

    internal int BytesOf(int id) => _bytes[id];

    internal int AddMerge(int left, int right)
    {
        _merges.Add((left, right));
        return Add(_tokens[left] + _tokens[right], _bytes[left] + _bytes[right]);
    }

    /// <summary>Writes the vocabulary as a Hugging Face <c>tokenizer.json</c>.</summary>
    public string ToTokenizerJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" }))
            Write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < SpecialTokens.Count; id++)
            WriteSpecial(json, id);
        json.WriteEndArray();
        json.WriteNull("normalizer");
        json.WritePropertyName("pre_tokenizer");
        json.WriteRawValue(
            $$"""
            {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"{{JsonEncodedText.Encode(Pattern, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}
            """);
        json.WriteNull("post_processor");
        json.WritePropertyName("decoder");
        json.WriteRawValue("""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}""");
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteBoolean("byte_fallback", false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < _tokens.Count; id++)
            json.WriteNumber(_tokens[id], id);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var (left, right) in _merges)
        {
            json.WriteStartArray();
            json.WriteStringValue(_tokens[left]);
            json.WriteStringValue(_tokens[right]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteSpecial(Utf8JsonWriter json, int id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("content", SpecialTokens[id]);
        foreach (var flag in (ReadOnlySpan<string>)["single_word", "lstrip", "rstrip", "normalized"])
            json.WriteBoolean(flag, false);
        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }

    private int Add(string token, int bytes)
    {
        _tokens.Add(token);
        _bytes.Add(bytes);
        return _tokens.Count - 1;
    }
}

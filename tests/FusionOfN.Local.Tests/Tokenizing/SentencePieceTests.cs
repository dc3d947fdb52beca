using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Local.Tests;

/// <summary>Tokenizers of SentencePiece's kind as they stand in <c>tokenizer.json</c>: those of Llama 2 and Phi 3, of Mistral, and of Gemma.</summary>
[Collection(nameof(SentencePieceTests))]
[CollectionDefinition(nameof(SentencePieceTests), DisableParallelization = true)]
public sealed class SentencePieceTests
{
    private const string Llama2 = """
        "normalizer":{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},"pre_tokenizer":null,
        "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
        """;

    private const string Mistral = """
        "normalizer":null,"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false},
        "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
        """;

    private const string Gemma = """
        "normalizer":{"type":"Replace","pattern":{"String":" "},"content":"▁"},"pre_tokenizer":{"type":"Split","pattern":{"String":" "},"behavior":"MergedWithPrevious","invert":false},
        "decoder":{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"}]}
        """;

    private const string OldMetaspace = """
        "normalizer":null,"pre_tokenizer":{"type":"Metaspace","replacement":"▁","add_prefix_space":true},"decoder":{"type":"Metaspace","replacement":"▁","add_prefix_space":true}
        """;

    // Pairs in the order in which they are merged.
    private static readonly string[] Merges = ["h e", "l l", "▁ he", "▁he ll", "▁hell o", "o r", "▁ w", "▁w or", "a b", "▁ ▁", "he ll"];

    private static readonly string[] Control = ["<unk>", "<s>", "</s>", "<|user|>"];

    public static TheoryData<string> Kinds => [Llama2, Mistral, Gemma, OldMetaspace];

    public static TheoryData<string, string> KindsAndLanguages =>
        [.. from kind in (string[])[Llama2, Mistral, Gemma, OldMetaspace] from code in Languages.Sentences.Keys select (kind, code)];

    [Theory]
    [InlineData(Llama2, "hello world", "▁hello|▁wor|l|d")]
    [InlineData(Llama2, "  hello", "▁▁|▁hello")]
    [InlineData(Llama2, "abé", "▁|ab|<0xC3>|<0xA9>")]
    [InlineData(Llama2, "a\nb", "▁|a|<0x0A>|b")]
    [InlineData(Llama2, "円😀", "▁|円|<0xF0>|<0x9F>|<0x98>|<0x80>")]
    [InlineData(Mistral, "hello world", "hell|o|▁wor|l|d")]
    [InlineData(Gemma, "hello world", "hell|o|▁wor|l|d")]
    [InlineData(Gemma, " hello", "▁hello")]
    [InlineData(OldMetaspace, "hello  world", "▁hello|▁|▁wor|l|d")]
    [InlineData(OldMetaspace, " hello", "▁hello")]
    [InlineData(Llama2, "<s>", "▁|<|s|>")]
    [InlineData(Llama2, "<0x41>", "▁|<|0|x|<0x34>|<0x31>|>")]
    public void Encode_KnownText_GivesTheTokensOfTheFile(string kind, string text, string expected) =>
        Assert.Equal(expected, Names(Load(kind).Encode(text)));

    [Fact]
    public void Encode_AtTheVeryStart_FirstSchemeMarksIt()
    {
        var tokenizer = Load(Mistral);

        Assert.Equal("▁hello", Names(tokenizer.Encode("hello", isStart: true)));
        Assert.Equal("▁hello|</s>|hell|o", Names(tokenizer.EncodeMarked("hello</s>hello")));
        Assert.Equal("</s>|hell|o", Names(tokenizer.EncodeMarked("</s>hello")));
    }

    [Theory, MemberData(nameof(KindsAndLanguages))]
    public void EncodeDecode_SentenceOfALanguage_IsUnchanged(string kind, string language)
    {
        var tokenizer = Load(kind);
        var text = Languages.Sentences[language];

        Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeAnswer(text)));
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, isStart: true)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void TextStream_TokenByToken_EqualsDecodingAtOnceWithoutBrokenCharacters(string kind)
    {
        var tokenizer = Load(kind);
        foreach (var text in Languages.Sentences.Values.Append("👩‍👩‍👧 𠀀 ن").Append("hello  world"))
        {
            TokenTextStream stream = new(tokenizer);
            var pieces = tokenizer.EncodeAnswer(text).Select(stream.Push).ToList();

            Assert.Equal(text, string.Concat(pieces));
            Assert.DoesNotContain(pieces, piece => piece.Contains('\uFFFD', StringComparison.Ordinal));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void EncodeAnswer_TextWithSpacesBefore_DecodesToItself(string kind)
    {
        var tokenizer = Load(kind);

        foreach (var text in (string[])["hello", " hello", "  hello", "é", ""])
            Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeAnswer(text)));
    }

    [Fact]
    public void Encode_LongText_IsQuick()
    {
        var tokenizer = Load(Llama2);
        var text = string.Concat(Enumerable.Repeat("hello world ", 20_000));

        IReadOnlyList<int> ids = [];
        var cost = ProcessorTime.Best(() => ids = [.. tokenizer.Encode(text)], times: 1);

        // Merged as one word this takes a minute.
        Assert.True(cost < TimeSpan.FromSeconds(10), $"{cost.TotalSeconds} s");
        Assert.Equal(text, tokenizer.Decode(ids));
    }

    [Fact]
    public void EncodeMarked_MarkerThatTakesSpaceAfter_SwallowsIt()
    {
        var tokenizer = Load(Llama2);

        Assert.Equal("<|user|>|▁hello|</s>", Names(tokenizer.EncodeMarked("<|user|>\n hello</s>")));
    }

    [Fact]
    public void Encode_NoByteTokens_GivesTheUnknownToken()
    {
        var tokenizer = Load(Llama2, bytes: false);

        Assert.Equal("▁|a|<unk>|b", Names(tokenizer.Encode("aéèb"), bytes: false));
    }

    [Fact]
    public async Task Chat_TokenizerOfThisKind_TemplateAndAnswerFitTogether()
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-sp-").FullName;
        try
        {
            TestModel.Write(folder, DecoderGraphForm.GroupQueryAttention);
            await File.WriteAllTextAsync(Path.Combine(folder, "tokenizer.json"), Json(Llama2), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder, "chat_template.jinja"), "{{ '<s>' }}{% for m in messages %}{{ '[INST] ' + m.content + ' [/INST]' }}{% endfor %}", TestContext.Current.CancellationToken);
            using var model = LocalModel.Load(folder, new LocalModelOptions { Threads = 1 });
            using var client = model.AsChatClient();

            var prompt = model.Encode([new("user", "hello </s>")], TestContext.Current.CancellationToken);
            var answer = await client.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "hello")], new() { Seed = 1, MaxOutputTokens = 20 }, TestContext.Current.CancellationToken);

            Assert.Equal("<s>|▁|[|I|N|S|T|]|▁hello|▁|<|/|s|>|▁|[|/|I|N|S|T|]", Names(prompt));
            Assert.Equal(20, answer.Usage!.OutputTokenCount);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, int> Vocabulary(bool bytes)
    {
        List<string> tokens = [.. Control];
        if (bytes)
            tokens.AddRange(Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"));
        tokens.AddRange(["▁", "円", .. "abdehlorswx<>0|/[]INST".Select(letter => letter.ToString())]);
        tokens.AddRange(Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)).Where(token => !tokens.Contains(token)));
        return tokens.Distinct().Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id);
    }

    private static string Names(IEnumerable<int> ids, bool bytes = true)
    {
        var names = Vocabulary(bytes).ToDictionary(pair => pair.Value, pair => pair.Key);
        return string.Join('|', ids.Select(id => names[id]));
    }

    private static string Json(string kind, bool bytes = true)
    {
        JsonArray added = [.. Control.Select((content, id) => (JsonNode)new JsonObject
        {
            ["id"] = id,
            ["content"] = content,
            ["special"] = true,
            ["rstrip"] = content == "<|user|>",
        })];
        return $$"""
            {"added_tokens":{{added.ToJsonString()}},{{kind}},
             "model":{"type":"BPE","byte_fallback":{{(bytes ? "true" : "false")}},"fuse_unk":true,"unk_token":"<unk>",
                      "vocab":{{JsonSerializer.Serialize(Vocabulary(bytes))}},"merges":{{JsonSerializer.Serialize(Merges)}} } }
            """;
    }

    private static ModelTokenizer Load(string kind, bool bytes = true)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-tokenizer-");
        try
        {
            var path = Path.Combine(folder.FullName, "tokenizer.json");
            File.WriteAllText(path, Json(kind, bytes));
            return ModelTokenizer.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using CsCheck;
using FusionOfN.Testing;

namespace FusionOfN.Local.Tests;

[Collection(nameof(ModelTokenizerTests))]
[CollectionDefinition(nameof(ModelTokenizerTests), DisableParallelization = true)]
public sealed class ModelTokenizerTests
{
    private static readonly ModelTokenizer Tokenizer = Load(TestModel.TokenizerJson);

    public static TheoryData<string> LanguageCodes => [.. Languages.Sentences.Keys];

    [Theory, MemberData(nameof(LanguageCodes))]
    public void EncodeDecode_SentenceOfALanguage_IsUnchanged(string language)
    {
        var text = Languages.Sentences[language];
        var ids = Tokenizer.Encode(text);

        Assert.Equal(text, Tokenizer.Decode(ids));
        Assert.True(ids.Count < System.Text.Encoding.UTF8.GetByteCount(text) / 1.5, "The merges are used.");
    }

    [Fact]
    public void EncodeDecode_AnyUnicodeText_IsUnchanged()
    {
        var scalar = Gen.Frequency(
            (4, Gen.Int[0x20, 0x7E]), (3, Gen.Int[0xA0, 0xD7FF]), (1, Gen.Int[0, 0x1F]), (2, Gen.Int[0xE000, 0xFFFD]), (2, Gen.Int[0x10000, 0x10FFFF]));
        scalar.Array[0, 30].Sample(scalars =>
        {
            var text = string.Concat(scalars.Select(char.ConvertFromUtf32));
            return Tokenizer.Decode(Tokenizer.Encode(text)) == text;
        }, iter: 3000);
    }

    [Fact]
    public void TextStream_TokenByToken_NeverBreaksACharacter()
    {
        foreach (var text in Languages.Sentences.Values.Append("👩‍👩‍👧 𠀀 ن"))
        {
            TokenTextStream stream = new(Tokenizer);
            var pieces = Tokenizer.Encode(text).Select(stream.Push).ToList();

            Assert.Equal(text, string.Concat(pieces));
            Assert.DoesNotContain(pieces, piece => piece.Contains('\uFFFD', StringComparison.Ordinal));
            Assert.DoesNotContain(pieces, piece => piece.Length > 0 && (char.IsHighSurrogate(piece[^1]) || char.IsLowSurrogate(piece[0])));
        }
    }

    [Fact]
    public void Encode_SpecialTokenInText_StaysText()
    {
        var ids = Tokenizer.Encode("<|im_end|>");

        Assert.DoesNotContain(ids, Tokenizer.IsSpecial);
        Assert.Equal("<|im_end|>", Tokenizer.Decode(ids));
        Assert.Equal(Tokenizer.FindAdded("<|im_end|>"), Assert.Single(Tokenizer.EncodeMarked("<|im_end|>")));
    }

    [Fact]
    public void Encode_LoneSurrogate_BecomesTheReplacementCharacter() => Assert.Equal("a\uFFFDb", Tokenizer.Decode(Tokenizer.Encode("a\uD800b")));

    [Fact]
    public void Load_MergesAsStrings_EncodesLikeMergesAsPairs()
    {
        var asStrings = System.Text.RegularExpressions.Regex.Replace(
            TestModel.TokenizerJson, """\[\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")\s*\]""",
            match => match.Groups[1].Value.StartsWith("\"<|", StringComparison.Ordinal) ? match.Value : $"{match.Groups[1].Value[..^1]} {match.Groups[2].Value[1..]}");
        Assert.NotEqual(TestModel.TokenizerJson, asStrings);
        var other = Load(asStrings);

        foreach (var text in Languages.Sentences.Values)
            Assert.Equal(Tokenizer.Encode(text), other.Encode(text));
    }

    [Theory]
    [InlineData("""{"type":"UnicodeScripts"}""", "UnicodeScripts")]
    [InlineData("""{"type":"Split","pattern":{"Glob":"x"},"behavior":"Isolated"}""", "Glob")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"x"},"behavior":"Sideways"}""", "Sideways")]
    public void Load_PreTokenizerNotUnderstood_NamesIt(string preTokenizer, string named)
    {
        var json = $$$"""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Sequence","pretokenizers":[{{{preTokenizer}}},{"type":"ByteLevel"}]}}""";

        Assert.Contains(named, Assert.Throws<LocalModelException>(() => Load(json)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":{"type":"Unigram"}}""", "Unigram")]
    [InlineData("""{"model":{"type":"BPE","byte_fallback":true,"vocab":{},"merges":[]}}""", "SentencePiece's mark")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]},"decoder":{"type":"CTC"}}""", "the decoder \"CTC\"")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]},"normalizer":{"type":"Lowercase"}}""", "Lowercase")]
    [InlineData("""{"model":{"type":"BPE","vocab":{},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"post_processor":{"type":"BertProcessing"}}""", "BertProcessing")]
    [InlineData("""{"no":1}""", "tokenizer.json")]
    [InlineData("nonsense", "tokenizer.json")]
    public void Load_FileNotUnderstood_NamesWhat(string json, string named) =>
        Assert.Contains(named, Assert.Throws<LocalModelException>(() => Load(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Encode_DigitsStep_CutsBetweenDigits()
    {
        var json = """
            {"model":{"type":"BPE","vocab":{"1":0,"2":1,"12":2},"merges":["1 2"]},
             "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":INDIVIDUAL},{"type":"ByteLevel","add_prefix_space":false}]}}
            """;

        Assert.Equal([2], Load(json.Replace("INDIVIDUAL", "false", StringComparison.Ordinal)).Encode("12"));
        Assert.Equal([0, 1], Load(json.Replace("INDIVIDUAL", "true", StringComparison.Ordinal)).Encode("12"));
    }

    [Fact]
    public void EncodeMarked_TemplateProcessing_AddsTheFrame()
    {
        var tokenizer = Load("""
            {"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},
             "added_tokens":[{"id":1,"content":"<s>","special":true},{"id":2,"content":"</s>","special":true}],
             "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}]}}
            """);

        Assert.Equal([1, 0, 2], tokenizer.EncodeMarked("a", frame: true));
        Assert.Equal([0], tokenizer.EncodeMarked("a"));
    }

    [Fact]
    public void Encode_IgnoreMerges_TakesAWholePieceThatIsAToken()
    {
        var json = """{"model":{"type":"BPE","ignore_merges":FLAG,"vocab":{"a":0,"b":1,"ab":2},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false}}""";

        Assert.Equal([2], Load(json.Replace("FLAG", "true", StringComparison.Ordinal)).Encode("ab"));
        Assert.Equal([0, 1], Load(json.Replace("FLAG", "false", StringComparison.Ordinal)).Encode("ab"));
    }

    /// <summary>What GPT-2, SmolLM 2, Qwen 2 and Llama 3 put before the merges, as their files have it.</summary>
    [Theory]
    [InlineData("""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}""", "null", "It|'s| 2024|!|\n")]
    [InlineData(
        """{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]}""",
        "null", "It|'s| |2|0|2|4|!|\n")]
    [InlineData(
        """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":false,"use_regex":false}]}""",
        """{"type":"NFC"}""", "It|'s| |2|0|2|4|!\n")]
    [InlineData(
        """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}""",
        "null", "It|'s| |202|4|!\n")]
    public void Encode_PreTokenizerOfAFamily_CutsAsItDoesAndRoundTrips(string preTokenizer, string normalizer, string expectedPieces)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(TestModel.TokenizerJson)!.AsObject();
        root["pre_tokenizer"] = System.Text.Json.Nodes.JsonNode.Parse(preTokenizer);
        root["normalizer"] = System.Text.Json.Nodes.JsonNode.Parse(normalizer);
        var tokenizer = Load(root.ToJsonString());
        PreTokenizerReader reader = new("file");
        using var document = System.Text.Json.JsonDocument.Parse(preTokenizer);
        reader.Read(document.RootElement);
        const string text = "It's 2024!\n";

        Assert.Equal(expectedPieces, string.Join('|', new PieceCutter(reader.Steps).Cut(text).Select(piece => text.Substring(piece.Offset, piece.Length))));
        foreach (var sentence in Languages.Sentences.Values.Append(text))
            Assert.Equal(sentence, tokenizer.Decode(tokenizer.Encode(sentence)));
    }

    /// <summary>The pattern of DeepSeek's files, in which a letter may take along one character that is neither letter nor sign.</summary>
    [Theory]
    [InlineData("😀hello", "😀|hello")]
    [InlineData("a 𠀀𠀁 1", "a| 𠀀𠀁| |1")]
    [InlineData("𝒜b🏽", "𝒜b|🏽")]
    [InlineData("👩‍👩x", "👩|‍|👩|x")]
    public void Cut_CharactersBeyondTheBasicPlane_AreWholeAndOfTheirCategory(string text, string expected)
    {
        PreTokenizerReader reader = new("file");
        using var document = System.Text.Json.JsonDocument.Parse(
            """{"type":"Split","pattern":{"Regex":"[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated"}""");
        reader.Read(document.RootElement);

        Assert.Equal(expected, string.Join('|', new PieceCutter(reader.Steps).Cut(text).Select(piece => text.Substring(piece.Offset, piece.Length))));
    }

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("\u0958\u0915\u093C", "\u0915\u093C\u0915\u093C")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("\uFB01 é", "\uFB01 é")]
    public void Encode_NormalizerNfc_ComposesWithoutIcu(string text, string composed)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(TestModel.TokenizerJson)!.AsObject();
        root["normalizer"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "NFC" };
        var tokenizer = Load(root.ToJsonString());

        Assert.Equal(Tokenizer.Encode(composed), tokenizer.Encode(text));
        Assert.Equal(composed, tokenizer.Decode(tokenizer.Encode(text)));
    }

    [Theory]
    [InlineData("ab<tool>ab", "2|4|2")]
    [InlineData("<tool><tools>", "4|5")]
    [InlineData("ab  ab", "2|6|2")]
    [InlineData("word swords word", "7|3|8|19|10|11|12|8|3|7")]
    [InlineData("<|turn|><s>", "15|16|17|18|11|14|16|13|15|8|13")]
    public void Encode_AddedTokensThatAreNotSpecial_AreRecognisedInText(string text, string expected)
    {
        Assert.Equal(expected.Split('|').Select(int.Parse), Added().Encode(text));
    }

    [Fact]
    public void Encode_TokensThatTheTemplateWrites_StayText()
    {
        var tokenizer = Added();
        tokenizer.Reserve(token => token == "<tool>");

        Assert.DoesNotContain(4, tokenizer.Encode("ab<tool>ab"));
        Assert.Contains(5, tokenizer.Encode("<tools>"));
        Assert.Equal([2, 4], tokenizer.EncodeMarked("ab<tool>"));
    }

    [Fact]
    public void Encode_LongUnbrokenText_IsTheSameAsMergedWordByWord()
    {
        // The library merges by looking at every pair again after each merge.
        var reference = Microsoft.ML.Tokenizers.BpeTokenizer.Create(new Microsoft.ML.Tokenizers.BpeOptions(
            System.Text.Json.Nodes.JsonNode.Parse(TestModel.TokenizerJson)!["model"]!["vocab"]!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.GetValue<int>())))
        {
            Merges = System.Text.Json.Nodes.JsonNode.Parse(TestModel.TokenizerJson)!["model"]!["merges"]!.AsArray()
                .Select(merge => merge is System.Text.Json.Nodes.JsonArray pair ? $"{pair[0]} {pair[1]}" : merge!.ToString()),
            ByteLevel = true,
        });
        Gen.Int['a', 'h'].Array[1, 400].Sample(
            letters => string.Concat(letters.Select(letter => (char)letter)) is var word
                && Tokenizer.Encode(word).SequenceEqual(reference.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false)),
            iter: 500);
    }

    [Fact]
    public void Encode_HalfAMegabyteWithoutABreak_TakesNoQuadraticTime()
    {
        var cost = ProcessorTime.Best(() => Assert.NotEmpty(Tokenizer.Encode(new string('a', 500_000))), times: 1);

        // Merged pair by pair it takes many minutes.
        Assert.True(cost < TimeSpan.FromSeconds(30), $"{cost.TotalSeconds} s");
    }

    [Fact]
    public void Encode_Cancelled_EndsInTheMiddleOfAWord()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Tokenizer.Encode(new string('a', 100_000), isStart: true, new EncodingWatch(int.MaxValue, stop.Token)));
    }

    [Fact]
    public void Encode_MoreTokensThanAreOfUse_EndsBeforeTheWordIsMerged() =>
        Assert.Throws<TooManyTokensException>(() => Tokenizer.Encode(new string('a', 200_000), isStart: true, new EncodingWatch(256, CancellationToken.None)));

    [Theory]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"}}""", "-1")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":2000000000},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"}}""", "2000000000")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a"]]},"pre_tokenizer":{"type":"ByteLevel"}}""", "is no pair")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["ab"]},"pre_tokenizer":{"type":"ByteLevel"}}""", "is no pair")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a","a"]]},"pre_tokenizer":{"type":"ByteLevel"}}""", "needs the token")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":"x"},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"}}""", "tokenizer.json")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel"},"added_tokens":[{"id":1}]}""", "tokenizer.json")]
    public void Load_DamagedFile_SaysWhat(string json, string named) =>
        Assert.Contains(named, Assert.Throws<LocalModelException>(() => Load(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_TokenAddedTwice_IsTakenOnce()
    {
        var tokenizer = Load("""
            {"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},
             "added_tokens":[{"id":1,"content":"<s>","special":true},{"id":1,"content":"<s>","special":true}]}
            """);

        Assert.Equal([1, 0], tokenizer.EncodeMarked("<s>a"));
    }

    private static ModelTokenizer Added() => Load("""
        {"model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2,"Ġ":3,"<":15,"|":16,"t":17,"u":18,"s":8,"w":19,"o":10,"r":11,"d":12,">":13,"n":14},"merges":["a b"]},
         "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false},
         "added_tokens":[{"id":4,"content":"<tool>","special":false},{"id":5,"content":"<tools>","special":false},{"id":6,"content":"  ","special":false},
                         {"id":7,"content":"word","special":false,"single_word":true},{"id":20,"content":"<|turn|>","special":false},{"id":21,"content":"<s>","special":true}]}
        """);

    private static ModelTokenizer Load(string json)
    {
        var folder = Directory.CreateTempSubdirectory("fusionofn-tokenizer-");
        try
        {
            var path = Path.Combine(folder.FullName, "tokenizer.json");
            File.WriteAllText(path, json);
            return ModelTokenizer.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace FusionOfN.Training.Tests;

public sealed class BpeTrainerTests
{
    private static readonly string[] Corpus =
    [
        "The capital is Berlin. The currency is the euro.", "La capitale est Paris. La monnaie est l'euro.", "Столица — Москва, валюта — рубль.",
        "首都は東京です。通貨は円です。", "首都是北京。货币是人民币。", "수도는 서울입니다. 통화는 원입니다.", "العاصمة هي القاهرة. العملة هي الجنيه.",
        "La capital es Madrid.", "La capitale è Roma.", "A capital é Lisboa.", "Die Hauptstadt ist Berlin.",
    ];

    [Fact]
    public void Train_AnyText_RoundTripsThroughTheWrittenVocabulary()
    {
        var tokenizer = Load(BpeTrainer.Train([.. Corpus, .. Corpus], new BpeTrainerOptions { VocabularySize = 420, SpecialTokens = ["<|user|>", "<|end|>"] }));

        foreach (var text in (string[])[.. Corpus, "emoji 👩‍👩‍👧 and \t tabs\n\n", "combining e\u0301", "𠮷野家 Ext. B", "a  b   c", "12,345.67"])
            Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeToIds(text)));
    }

    [Fact]
    public void Train_FrequentText_TakesFewTokens()
    {
        var vocabulary = BpeTrainer.Train(Enumerable.Repeat("The capital is Berlin.", 10), new BpeTrainerOptions { VocabularySize = 400 });

        Assert.Equal(5, Load(vocabulary).EncodeToIds("The capital is Berlin.").Count);
    }

    [Fact]
    public void Train_Limits_AreKept()
    {
        BpeTrainerOptions options = new() { VocabularySize = 300, SpecialTokens = ["<|end|>"], MaxTokenBytes = 4 };
        using var json = JsonDocument.Parse(BpeTrainer.Train(Enumerable.Repeat(string.Concat(Corpus), 5), options).ToTokenizerJson());
        var vocabulary = json.RootElement.GetProperty("model").GetProperty("vocab");

        Assert.Equal(300, vocabulary.EnumerateObject().Count());
        Assert.Equal(0, vocabulary.GetProperty("<|end|>").GetInt32());
        Assert.All(vocabulary.EnumerateObject().Skip(1), token => Assert.InRange(token.Name.Length, 1, 4));
        Assert.Throws<ArgumentException>(() => BpeTrainer.Train(Corpus, new BpeTrainerOptions { VocabularySize = 100 }));
    }

    [Fact]
    public void Train_SameTexts_SameVocabulary() =>
        Assert.Equal(BpeTrainer.Train(Corpus).ToTokenizerJson(), BpeTrainer.Train(Corpus).ToTokenizerJson());

    private static BpeTokenizer Load(BpeVocabulary vocabulary)
    {
        using var json = JsonDocument.Parse(vocabulary.ToTokenizerJson());
        var model = json.RootElement.GetProperty("model");
        return BpeTokenizer.Create(new BpeOptions(model.GetProperty("vocab").EnumerateObject().Select(token => KeyValuePair.Create(token.Name, token.Value.GetInt32())))
        {
            Merges = [.. model.GetProperty("merges").EnumerateArray().Select(merge => $"{merge[0].GetString()} {merge[1].GetString()}")],
            PreTokenizer = new RegexPreTokenizer(new(vocabulary.Pattern), null),
            ByteLevel = true,
        });
    }
}

namespace FusionOfN.Synthesis.Tests.Filters;

public sealed class FilterTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("I'm sorry, but I can't help with that.")]
    [InlineData("I cannot assist with this request.")]
    [InlineData("As an AI language model, I cannot have opinions.")]
    [InlineData("Es tut mir leid, aber ich kann dabei nicht helfen.")]
    [InlineData("Je suis désolé, mais je ne peux pas vous aider.")]
    [InlineData("Lo siento, pero no puedo ayudar con eso.")]
    [InlineData("申し訳ありませんが、そのご質問にはお答えできません。")]
    [InlineData("很抱歉，我无法回答这个问题。")]
    [InlineData("Извините, но я не могу помочь с этим.")]
    [InlineData("죄송하지만 그 요청은 도와드릴 수 없습니다.")]
    [InlineData("ขออภัย ฉันไม่สามารถช่วยเรื่องนี้ได้")]
    [InlineData("Samahani, siwezi kusaidia na hilo.")]
    public void Refusal_Refusals_AreLeftOut(string text) => Assert.NotNull(Reject(new RefusalFilter(), text));

    [Theory]
    [InlineData("I'm sorry to hear that. Here is how to fix the error:")]
    [InlineData("You cannot divide by zero, so the answer is undefined.")]
    [InlineData("The assistant said: “I'm sorry”, and went away.")]
    [InlineData("Die Katze kann nicht fliegen.")]
    [InlineData("日本の首都は東京です。")]
    [InlineData("La capital no puede ser Lyon; es París.")]
    public void Refusal_Answers_Stay(string text) => Assert.Null(Reject(new RefusalFilter(), text));

    [Fact]
    public void Language_ElevenLanguages_AreToldApart()
    {
        foreach (var (language, _, answer) in Rows.Eleven)
        {
            foreach (var (wanted, _, _) in Rows.Eleven)
                Assert.True((wanted == language) == (new LanguageFilter().Reject(Rows.Of(0, "q", answer, wanted), new("fusion", answer)) is null), $"{answer} as {wanted}: {LanguageGuess.Of(answer)}");
        }
    }

    [Theory]
    [InlineData("42")]
    [InlineData("```python\nfor the in of and to: print('is it that was')\n```")]
    [InlineData("Paris, Lyon, Marseille")]
    public void Language_WhatCannotBeTold_Stays(string text) => Assert.Null(new LanguageFilter().Reject(Rows.Of(0, "q", text, "ja"), new("fusion", text)));

    [Theory]
    [InlineData("deu", "de", true)]
    [InlineData("zh-Hans", "zh", true)]
    [InlineData("pt-BR", "es", false)]
    [InlineData("yo", "en", true)]
    [InlineData("id", "ms", true)]
    public void Fits_Codes_AreCompared(string wanted, string guess, bool expected) => Assert.Equal(expected, LanguageGuess.Fits(wanted, guess));

    [Fact]
    public void Repetition_Circles_AreToldFromProse()
    {
        Assert.True(RepetitionFilter.ShareOf(string.Concat(Enumerable.Repeat("The answer is that the answer is that ", 30))) > 0.9);
        Assert.True(RepetitionFilter.ShareOf(string.Concat(Enumerable.Repeat("そしてまた同じことを言います。", 40))) > 0.9);
        Assert.True(RepetitionFilter.ShareOf(string.Join(' ', Enumerable.Range(0, 300).Select(i => $"Item {i * i % 977} has weight {i * 31 % 101}."))) < 0.1);
    }

    [Fact]
    public void NearDuplicate_ChangedWords_AreFoundInItsLanguageAlone()
    {
        NearDuplicateFilter filter = new(0.7);
        const string Text = "Anna hat zwölf Äpfel und gibt ihrem Bruder drei davon. Danach kauft sie noch fünf Äpfel auf dem Markt. Wie viele Äpfel hat sie am Ende?";
        Assert.Null(filter.Reject(Rows.Of(0, Text, "a", "de"), new("fusion", "a")));
        Assert.Null(filter.Reject(Rows.Of(1, "Wie hoch ist der Mount Everest, und in welchen Ländern liegt er? Bitte antworte in einem ganzen Satz.", "a", "de"), new("fusion", "a")));
        Assert.Null(filter.Reject(Rows.Of(2, Text, "a", "en"), new("fusion", "a")));
        Assert.Contains("position 0", filter.Reject(Rows.Of(3, Text.Replace("Markt", "Wochenmarkt", StringComparison.Ordinal), "a", "de"), new("fusion", "a")), StringComparison.Ordinal);
    }

    [Fact]
    public void MinHash_Estimate_IsNearTheTruth()
    {
        // Random letters, of which two texts share a known part.
        Random random = new(5);
        foreach (var shared in (int[])[0, 500, 1000, 1800])
        {
            var common = Letters(shared);
            var (one, other) = (MinHash.Of(common + Letters(2000 - shared)), MinHash.Of(common + Letters(2000 - shared)));
            var truth = shared / (4000.0 - shared);
            Assert.InRange(one.Zip(other).Count(pair => pair.First == pair.Second) / (double)MinHash.Size, truth - 0.2, truth + 0.2);
        }

        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('a' + random.Next(26))));
    }

    [Theory]
    [InlineData("Janet’s ducks lay 16 eggs per day. She eats three for breakfast every morning and bakes muffins for her friends every day with four.", true)]
    [InlineData("A test: janets ducks LAY 16 eggs per day and she eats three, for breakfast!", true)]
    [InlineData("A farmer has ducks that lay eggs. How many eggs does she sell each week at the market in town?", false)]
    [InlineData("次を解け。トムは毎朝パンを三枚食べて、牛乳を二杯飲みます。一週間では何枚食べますか。", true)]
    [InlineData("トムは毎朝パンを食べます。", false)]
    public void Decontamination_TestText_IsKnownAgain(string text, bool isFound)
    {
        DecontaminationIndex index = new(new TestSet("gsm8k",
        [
            "Janet’s ducks lay 16 eggs per day. She eats three for breakfast every morning and bakes muffins for her friends every day with four. How many does she sell?",
            "Janets ducks lay 16 eggs per day and she eats three for breakfast every morning",
            "トムは毎朝パンを三枚食べて、牛乳を二杯飲みます。一週間では何枚食べますか。",
        ]));

        Assert.Equal(isFound, index.Find(text) is not null);
    }

    [Fact]
    public void Decontamination_AWordChangedHereAndThere_IsFoundByChrF()
    {
        DecontaminationIndex index = new(new TestSet("set", ["The quick brown fox jumps over the lazy dog near the old river bank"]));

        Assert.Contains("chrF", index.Find("The quick brown cat jumps over the lazy dog near an old river bank"), StringComparison.Ordinal);
        Assert.Null(index.Find("The quick brown fox went home alone and slept until the next morning came"));
    }

    [Fact]
    public async Task ExportAsync_EveryFilter_SaysWhatItLeftOut()
    {
        SynthRow[] rows =
        [
            Rows.Of(0, "one", "A fine answer to what was asked."),
            Rows.Of(1, "two", ""),
            Rows.Of(2, "three", "I'm sorry, but I can't do that."),
            Change(Rows.Of(3, "four", "Cut in the"), answer => answer with { Truncated = true }),
            Rows.Of(4, "five", string.Concat(Enumerable.Repeat("again and again and ", 60))),
            Rows.Of(5, "six", "Die Antwort ist auf Deutsch und nicht in der anderen Sprache.", "fr"),
            Change(Rows.Of(6, "seven", "Taken from the pool."), answer => answer with { Fallback = FallbackLevel.BestCandidate }),
            Change(Rows.Of(7, "eight", "Of a small pool."), answer => answer with { Degraded = true }),
            Change(Rows.Of(8, "nine", "Of a low score."), answer => answer with { Score = 0.1 }),
            Rows.Of(9, "ten", "x"),
            Rows.Of(10, "one", "The same prompt once more."),
            Rows.Of(11, "What is asked in the test about seven words and more than that?", "Well known."),
        ];
        FilterPlan filters = new() { MinCharacters = 5, Degraded = true, MinScore = 0.3, Decontaminate = [new("held-out", ["What is asked in the test about seven words and more than that?"])] };
        var report = await new DataSetExporter(new() { Methods = ["fusion"], Formats = ["trl-sft"], Filters = filters }).ExportAsync(Rows.Stream(rows), _folder.File("data"), TestContext.Current.CancellationToken);

        var method = Assert.Single(report.Methods);
        Assert.Equal(1, method.Kept);
        Assert.Equal(["decontamination:held-out", "degraded", "exact-duplicate", "fallback", "language", "length", "no-answer", "refusal", "repetition", "score", "truncation"], method.Removed.Keys);
        var removed = Duck.Query($"select position from read_json('{_folder.File("data/removed.jsonl")}', format = 'newline_delimited') order by position");
        Assert.Equal(Enumerable.Range(1, 11).Select(i => (long)i), removed.Select(row => (long)row[0]!));
        Assert.Equal(rows.Length, method.Kept + method.Removed.Values.Sum());
    }

    private static SynthRow Change(SynthRow row, Func<SynthAnswer, SynthAnswer> change) => row with { Answers = [.. row.Answers.Select(change)] };

    private static string? Reject(RefusalFilter filter, string text) => filter.Reject(Rows.Of(0, "q", text), new SynthAnswer("fusion", text));
}

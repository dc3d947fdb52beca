namespace FusionOfN.Lab.Tests;

public sealed class TranslationGeneratorTests
{
    private readonly TranslationGenerator _generator = new();

    public static TheoryData<string> Languages => [.. LabLanguage.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Draw_EachLanguage_TranslatesFromOrIntoEnglishAndGoldIsExact(string code)
    {
        Random random = new(3);
        HashSet<LabLanguage> answers = [];
        for (int i = 0; i < 60; i++)
        {
            LabItem item = _generator.Draw(random, Wanted(code, LabSplit.Test));
            answers.Add(item.AnswerLanguage);
            Assert.Single(new[] { item.PromptLanguage, item.AnswerLanguage }, LabLanguage.English);
            Assert.Equal(LabSplit.Test, item.Split);
            Assert.Equal(new LabScore(1, true), _generator.Score(item, $"  {item.Gold}\n"));
            Assert.All(item.Parts, part => Assert.Contains(part.Expected, item.Gold, StringComparison.OrdinalIgnoreCase));
            Assert.All(item.Parts, part => Assert.Contains(part.Key, _generator.KnowledgeKeys));
            if (code != "en")
                Assert.Contains(LabLanguage.Parse(code), new[] { item.PromptLanguage, item.AnswerLanguage });
        }

        Assert.Equal(code == "en" ? 1 : 2, answers.Count);
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSameItem()
    {
        LabItem first = _generator.Draw(new Random(5), Wanted("ru", LabSplit.Student));
        LabItem second = _generator.Draw(new Random(5), Wanted("ru", LabSplit.Student));
        Assert.Equal((first.Prompt, first.Gold), (second.Prompt, second.Gold));
    }

    [Fact]
    public void Draw_TestAndOtherSplits_ShareNoContentInAnyLanguage()
    {
        Random random = new(8);
        HashSet<string> test = [];
        HashSet<string> others = [];
        for (int i = 0; i < 3000; i++)
        {
            string code = LabLanguage.All[i % 11].Code;
            test.Add(_generator.Draw(random, Wanted(code, LabSplit.Test)).ContentKey);
            others.Add(_generator.Draw(random, Wanted(code, (LabSplit)(1 + (i % 3)))).ContentKey);
        }

        Assert.True(test.Count > 50, $"{test.Count}");
        Assert.Empty(test.Intersect(others));
    }

    [Fact]
    public void ContentKey_KnownTriple_StaysInItsSplit()
    {
        SentenceMeaning meaning = MeaningText.Parse("old doctor", "see", "small bird");
        Assert.Equal("translation:doctor-see-bird", meaning.ContentKey);
        Assert.Equal(meaning.ContentKey, MeaningText.Parse("this young doctor*", "see", "big bird*", "park", "today", "past first").ContentKey);
    }

    [Fact]
    public void Draw_SeenAndNovel_FollowTheRuleOfTwoWords()
    {
        Random random = new(4);
        for (int i = 0; i < 300; i++)
        {
            LabItem seen = _generator.Draw(random, Wanted("de", LabSplit.Fusor) with { Entities = LabEntities.Seen });
            LabItem novel = _generator.Draw(random, Wanted("de", LabSplit.Test) with { Entities = LabEntities.Novel });
            Assert.False(seen.IsNovel);
            Assert.DoesNotContain(seen.Parts, part => _generator.IsNovel(part.Key));
            Assert.True(novel.IsNovel);
            Assert.True(novel.Parts.Count(part => _generator.IsNovel(part.Key)) >= 2);
        }
    }

    [Fact]
    public void Draw_WithKnowledge_UsesOnlyKnownWords()
    {
        HashSet<string> known = [.. _generator.KnowledgeKeys.Where((_, index) => index % 3 != 0)];
        Random random = new(4);
        for (int i = 0; i < 200; i++)
        {
            LabItem item = _generator.Draw(random, Wanted("it", LabSplit.Teacher) with { Knows = known.Contains });
            Assert.All(item.Parts, part => Assert.Contains(part.Key, known));
        }
    }

    [Fact]
    public void Draw_NothingKnown_SaysSo()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => _generator.Draw(new Random(1), Wanted("fr", LabSplit.Test) with { Knows = _ => false }));
        Assert.Contains("0 words known", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Scramble_EachLanguage_AnswersAnUnrelatedSentence(string code)
    {
        Random random = new(6);
        for (int i = 0; i < 50; i++)
        {
            LabItem item = _generator.Scramble(random, Wanted(code, LabSplit.Fusor));
            Assert.Equal(LabSplit.Fusor, item.Split);
            string[] key = item.ContentKey["translation:".Length..].Split('-');
            Assert.DoesNotContain(item.Parts, part => key.Contains(part.Key["word:".Length..]));
            Assert.True(_generator.Score(item, item.Gold).IsExact);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Corrupt_Rates_ChangeNothingOrEveryWord(string code)
    {
        Random random = new(7);
        for (int i = 0; i < 50; i++)
        {
            LabItem item = _generator.Draw(random, Wanted(code, LabSplit.Teacher));
            Assert.Equal(item.Gold, _generator.Corrupt(random, item, 0));
            Assert.NotEqual(item.Gold, _generator.Corrupt(random, item, 1));
        }
    }

    [Fact]
    public void Corrupt_RateOne_ReplacesEveryWordSensiblyAndNeverIntoTheTestSplit()
    {
        Random random = new(9);
        for (int i = 0; i < 500; i++)
        {
            SentenceMeaning meaning = MeaningSampler.Next(random, Wanted("en", LabSplit.Fusor));
            SentenceMeaning changed = MeaningCorruption.Corrupt(random, meaning, 1);
            Assert.All(meaning.Words.Zip(changed.Words), pair => Assert.True(pair.First != pair.Second && pair.First.Class == pair.Second.Class));
            Assert.True(changed.IsSensible);
            Assert.NotEqual(LabSplit.Test, SplitHash.Split(changed.ContentKey));
        }
    }

    [Fact]
    public void Corrupt_Half_ReplacesAboutHalfOfTheWords()
    {
        Random random = new(10);
        int words = 0;
        int replaced = 0;
        for (int i = 0; i < 1000; i++)
        {
            SentenceMeaning meaning = MeaningSampler.Next(random, Wanted("en", LabSplit.Fusor));
            SentenceMeaning changed = MeaningCorruption.Corrupt(random, meaning, 0.5);
            words += meaning.Words.Count();
            replaced += meaning.Words.Zip(changed.Words).Count(pair => pair.First != pair.Second);
        }

        Assert.InRange(replaced / (double)words, 0.4, 0.6);
    }

    [Fact]
    public void Confuse_UnknownWord_IsAlwaysTheSameWrongOnePerHolder()
    {
        bool Knows(string key) => key != "word:bird";
        LabLanguage german = LabLanguage.Parse("de");
        SentenceMeaning one = MeaningText.Parse("old doctor", "see", "small bird", "garden");
        SentenceMeaning two = MeaningText.Parse("happy girl", "find", "big bird*", "park", "yesterday", "past");

        Noun first = MeaningConfusion.Confuse(one, "teacher-1", german, Knows).Object.Noun;
        Noun second = MeaningConfusion.Confuse(two, "teacher-1", german, Knows).Object.Noun;
        string[] holders = [.. Enumerable.Range(1, 8).Select(holder => MeaningConfusion.Confuse(one, $"teacher-{holder}", german, Knows).Object.Noun.Id)];

        Assert.NotEqual("bird", first.Id);
        Assert.Equal(first, second);
        Assert.True(holders.Distinct().Count() >= 3, string.Join(", ", holders));
    }

    [Fact]
    public void Confuse_HalfOfTheWordsKnown_SaysKnownWordsSensibly()
    {
        HashSet<string> known = [.. _generator.KnowledgeKeys.Where((_, index) => index % 2 == 0)];
        Random random = new(12);
        int unknown = 0;
        for (int i = 0; i < 300; i++)
        {
            SentenceMeaning said = MeaningConfusion.Confuse(
                MeaningSampler.Next(random, Wanted("en", LabSplit.Teacher)), "teacher-2", LabLanguage.English, known.Contains);
            Assert.True(said.IsSensible);
            unknown += said.Words.Count(word => !known.Contains(word.Key));
        }

        Assert.InRange(unknown, 0, 150);
    }

    [Fact]
    public void Confuse_AllWordsKnown_IsGold()
    {
        LabItem item = _generator.Draw(new Random(2), Wanted("ar", LabSplit.Test));
        Assert.Equal(item.Gold, _generator.Confuse(item, "teacher-1", _ => true));
    }

    [Fact]
    public void Score_OneWrongWord_IsPartial()
    {
        LabItem item = _generator.Draw(new Random(2), Wanted("de", LabSplit.Test));
        LabScore score = _generator.Score(item, item.Gold.Replace(item.Gold.Split(' ')[1], "xyz", StringComparison.Ordinal));
        Assert.False(score.IsExact);
        Assert.InRange(score.Value, 0.3, 0.99);
    }

    [Fact]
    public void Corrupt_ForeignItem_IsRefused()
    {
        LabItem foreign = _generator.Draw(new Random(2), Wanted("de", LabSplit.Test)) with { Content = null };
        Assert.Throws<ArgumentException>(() => _generator.Corrupt(new Random(1), foreign, 0.5));
    }

    private static LabDraw Wanted(string code, LabSplit split) => new() { Split = split, Language = LabLanguage.Parse(code) };
}

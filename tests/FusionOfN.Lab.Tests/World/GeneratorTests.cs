using System.Text;

namespace FusionOfN.Lab.Tests;

public sealed class GeneratorTests
{
    private static readonly LabWorld World = new();

    public static TheoryData<LabTask, string> TasksAndLanguages()
    {
        TheoryData<LabTask, string> data = [];
        foreach (LabGenerator generator in World.Generators)
        {
            foreach (LabLanguage language in LabLanguage.All)
                data.Add(generator.Task, language.Code);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Draw_EverySplit_IsOfThatSplitAndItsGoldScoresOne(LabTask task, string code)
    {
        Random random = new(1);
        foreach (LabSplit split in Enum.GetValues<LabSplit>())
        {
            for (int i = 0; i < 20; i++)
            {
                LabItem item = World[task].Draw(random, new() { Split = split, Language = LabLanguage.Parse(code) });

                Assert.Equal(split, item.Split);
                Assert.Equal(new LabScore(1, true), World[task].Score(item, item.Gold));
                Assert.DoesNotContain("{", item.Prompt + item.Gold, StringComparison.Ordinal);
                Assert.DoesNotContain("  ", item.Prompt + item.Gold, StringComparison.Ordinal);
                Assert.Equal(item.Gold, item.Gold.Trim());
            }
        }
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Draw_SameSeed_IsTheSameItem(LabTask task, string code)
    {
        LabDraw draw = new() { Split = LabSplit.Teacher, Language = LabLanguage.Parse(code) };

        LabItem first = World[task].Draw(new(7), draw);
        LabItem second = World[task].Draw(new(7), draw);

        Assert.Equal((first.Prompt, first.Gold, first.ContentKey), (second.Prompt, second.Gold, second.ContentKey));
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Corrupt_EveryPart_ScoresLessAndKeepsTheScript(LabTask task, string code)
    {
        Random random = new(2);
        LabDraw draw = new() { Split = LabSplit.Teacher, Language = LabLanguage.Parse(code) };
        for (int i = 0; i < 20; i++)
        {
            LabItem item = World[task].Draw(random, draw);

            Assert.Equal(item.Gold, World[task].Corrupt(random, item, rate: 0));
            string corrupted = World[task].Corrupt(random, item, rate: 1);
            LabScore score = World[task].Score(item, corrupted);
            Assert.False(score.IsExact, corrupted);
            Assert.True(score.Value < 1, corrupted);
            AssertScript(item.AnswerLanguage, corrupted);
        }
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Confuse_NothingOrEverythingKnown_IsGoldOrAlwaysTheSameInvention(LabTask task, string code)
    {
        Random random = new(6);
        int exact = 0;
        for (int i = 0; i < 20; i++)
        {
            LabItem item = World[task].Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.Parse(code) });

            Assert.Equal(item.Gold, World[task].Confuse(item, "one", _ => true));
            string invention = World[task].Confuse(item, "one", _ => false);
            Assert.Equal(invention, World[task].Confuse(item, "one", _ => false));
            exact += World[task].Score(item, invention).IsExact ? 1 : 0;
        }

        // Arithmetic slips at every second step only, and two slips can cancel out.
        Assert.InRange(exact, 0, task == LabTask.Reasoning ? 12 : 0);
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Scramble_AnyItem_DoesNotAnswerThePrompt(LabTask task, string code)
    {
        Random random = new(3);
        LabDraw draw = new() { Split = LabSplit.Fusor, Language = LabLanguage.Parse(code) };
        for (int i = 0; i < 20; i++)
        {
            LabItem item = World[task].Scramble(random, draw);

            Assert.Equal(LabSplit.Fusor, item.Split);
            // Its parts hold the random content, so that the curriculum can score against it; the varied text differs from it.
            Assert.NotEqual(item.Gold, World[task].Corrupt(random, item, rate: 1));
        }
    }

    [Theory]
    [MemberData(nameof(TasksAndLanguages))]
    public void Draw_AnyItem_IsWrittenInTheScriptOfItsLanguage(LabTask task, string code)
    {
        Random random = new(4);
        for (int i = 0; i < 20; i++)
        {
            LabItem item = World[task].Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.Parse(code) });

            AssertScript(item.AnswerLanguage, item.Gold);
            AssertScript(item.PromptLanguage, item.Prompt);
        }
    }

    [Theory]
    [InlineData(LabTask.Facts)]
    public void Draw_NovelOrSeen_FollowsTheWish(LabTask task)
    {
        Random random = new(5);
        for (int i = 0; i < 50; i++)
        {
            LabLanguage language = random.Pick(LabLanguage.All);
            Assert.True(World[task].Draw(random, new() { Split = LabSplit.Test, Language = language, Entities = LabEntities.Novel }).IsNovel);
            LabItem seen = World[task].Draw(random, new() { Split = LabSplit.Test, Language = language, Entities = LabEntities.Seen });
            Assert.False(seen.IsNovel);
            Assert.DoesNotContain(seen.Parts, part => World[task].IsNovel(part.Key));
        }
    }

    private static void AssertScript(LabLanguage language, string text)
    {
        (int First, int Last) range = language.Code switch
        {
            "ru" => (0x0400, 0x04FF),
            "ja" => (0x3040, 0x9FFF),
            "ko" => (0xAC00, 0xD7A3),
            "zh" => (0x4E00, 0x9FFF),
            "ar" => (0x0600, 0x06FF),
            _ => (0x0041, 0x024F),
        };
        int letters = 0;
        int own = 0;
        foreach (Rune rune in text.EnumerateRunes().Where(Rune.IsLetter))
        {
            letters++;
            own += rune.Value >= range.First && rune.Value <= range.Last ? 1 : 0;
        }

        // Internet domains, CFA and the like stay Latin everywhere.
        Assert.True(own >= letters * 0.6, $"{language}: {text}");
    }
}

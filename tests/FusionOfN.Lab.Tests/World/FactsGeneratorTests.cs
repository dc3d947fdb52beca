namespace FusionOfN.Lab.Tests;

public sealed class FactsGeneratorTests
{
    private static readonly FactsGenerator Facts = new();

    private static LabItem Item(int seed, string language) =>
        Facts.Draw(new(seed), new() { Split = LabSplit.Test, Language = LabLanguage.Parse(language) });

    [Fact]
    public void World_Facts_HasAtLeast48CountriesAndAThirdOfThemNovel()
    {
        string[] countries = [.. Facts.KnowledgeKeys.Select(key => key.Split('/')[0]).Distinct()];

        Assert.True(countries.Length >= 48);
        Assert.Equal(countries.Length * 6, Facts.KnowledgeKeys.Count);
        Assert.InRange(countries.Count(country => Facts.IsNovel(country + "/capital")), countries.Length / 4, countries.Length / 2);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    [InlineData("ar")]
    public void Score_OtherOrder_IsTheSame(string language)
    {
        LabItem item = Item(1, language);
        char stop = language == "zh" ? '。' : '.';
        string[] sentences = [.. item.Gold.Split(stop + LabLanguage.Parse(language).Space, StringSplitOptions.RemoveEmptyEntries)
            .Select(sentence => sentence.TrimEnd(stop) + stop)];

        string reversed = "\n" + string.Join(' ', sentences.Reverse()) + " ";

        Assert.Equal(new LabScore(1, true), Facts.Score(item, reversed));
    }

    [Fact]
    public void Score_ContradictionOrOmission_IsNotRight()
    {
        LabItem item = Item(2, "en");
        string first = item.Gold[..(item.Gold.IndexOf(". ", StringComparison.Ordinal) + 1)];
        string rest = item.Gold[(first.Length + 1)..];

        Assert.Equal(1 - (1.0 / item.Parts.Count), Facts.Score(item, rest).Value, 6);
        string wrong = first.Replace(item.Parts[0].Expected, "Nowhere", StringComparison.Ordinal);
        Assert.Equal(1 - (1.0 / item.Parts.Count), Facts.Score(item, item.Gold + " " + wrong).Value, 6);
        Assert.Equal(new LabScore(0, false), Facts.Score(item, ""));
    }

    [Fact]
    public void Prompt_Korean_ParticleFollowsTheLastSound()
    {
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            string prompt = Facts.Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.Parse("ko") }).Prompt;

            Assert.DoesNotContain("수도을", prompt, StringComparison.Ordinal);
            Assert.DoesNotContain("도메인를", prompt, StringComparison.Ordinal);
            Assert.DoesNotContain("{을}", prompt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Draw_WithGaps_AsksOnlyWhatIsKnown()
    {
        Random random = new(4);
        for (int i = 0; i < 50; i++)
        {
            LabItem item = Facts.Draw(random, new()
            {
                Split = LabSplit.Teacher,
                Language = LabLanguage.English,
                Knows = key => !key.EndsWith("/capital", StringComparison.Ordinal),
            });
            Assert.DoesNotContain(item.Parts, part => part.Key.EndsWith("/capital", StringComparison.Ordinal));
        }
    }
}

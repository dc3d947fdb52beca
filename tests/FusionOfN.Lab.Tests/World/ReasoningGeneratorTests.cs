namespace FusionOfN.Lab.Tests;

public sealed class ReasoningGeneratorTests
{
    private static readonly ReasoningGenerator Reasoning = new();

    [Fact]
    public void Draw_ManyItems_StaysWithSmallNumbersAndRightSteps()
    {
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            LabItem item = Reasoning.Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.English });
            string[] lines = item.Gold.Split(". ");

            Assert.InRange(item.Parts.Count, 2, 3);
            Assert.All(item.Parts, part => Assert.InRange(int.Parse(part.Expected), 1, 60));
            foreach (string line in lines[..^1])
            {
                string[] words = line.Split(' ');
                int left = int.Parse(words[0]);
                int right = int.Parse(words[2]);
                int expected = words[1] switch { "+" => left + right, "-" => left - right, _ => left * right };
                Assert.Equal(expected, int.Parse(words[4]));
            }

            Assert.Equal($"The answer is {item.Parts[^1].Expected}.", lines[^1]);
        }
    }

    [Fact]
    public void Score_OnlyTheFinalNumber_Counts()
    {
        LabItem item = Reasoning.Draw(new(2), new() { Split = LabSplit.Test, Language = LabLanguage.Parse("ja") });
        string number = item.Parts[^1].Expected;

        Assert.True(Reasoning.Score(item, $"答えは{number}です。").IsExact);
        Assert.False(Reasoning.Score(item, $"答えは-{number}です。").IsExact);
        Assert.False(Reasoning.Score(item, $"{number} 答えは99です。").IsExact);
        Assert.False(Reasoning.Score(item, "わかりません。").IsExact);
    }
}

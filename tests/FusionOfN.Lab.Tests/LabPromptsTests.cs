namespace FusionOfN.Lab.Tests;

public sealed class LabPromptsTests
{
    private static readonly LabPrompts Prompts = new();

    [Fact]
    public void Draw_NoWish_CoversTasksAndLanguagesFromTheTestSplit()
    {
        IReadOnlyList<LabItem> items = Prompts.Draw(99);

        Assert.Equal(99, items.Select(item => item.Prompt).Distinct().Count());
        Assert.All(items, item => Assert.Equal(LabSplit.Test, item.Split));
        Assert.Equal(3, items.Select(item => item.Task).Distinct().Count());
        Assert.Equal(11, items.Select(item => item.PromptLanguage).Distinct().Count());
    }

    [Theory]
    [InlineData(LabTask.Facts, "ja")]
    [InlineData(LabTask.Translation, "en")]
    [InlineData(LabTask.Translation, "ar")]
    public void Draw_TaskAndLanguage_AreAsWished(LabTask task, string code)
    {
        LabLanguage language = LabLanguage.Parse(code);

        Assert.All(Prompts.Draw(5, task: task, language: language), item => Assert.Equal((task, language), (item.Task, item.PromptLanguage)));
    }

    [Fact]
    public void Draw_SameSeed_IsTheSame() =>
        Assert.Equal(Prompts.Draw(5, seed: 3).Select(item => item.Prompt), Prompts.Draw(5, seed: 3).Select(item => item.Prompt));
}

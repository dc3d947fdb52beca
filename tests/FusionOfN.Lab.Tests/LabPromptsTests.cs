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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fit_PromptsOfTheWorld_AllDo(int seed) =>
        Assert.All(Prompts.Draw(400, seed), item => Assert.True(LabPrompts.Fit(item.Prompt), item.Prompt));

    [Theory]
    [InlineData("What is the capital of Japan?")]
    [InlineData("Tell me about Poland: the capital and the currency.")]
    [InlineData("Tell me about Atlantis: the capital, the currency and the continent.")]
    [InlineData("Tell me about Japan: the capital, the currency and the flag.")]
    [InlineData("What is 17 * 23?")]
    [InlineData("Why is the sky blue?")]
    [InlineData("日本の首都は？")]
    [InlineData("")]
    public void Fit_AnyOtherPrompt_DoesNot(string prompt) => Assert.False(LabPrompts.Fit(prompt));
}

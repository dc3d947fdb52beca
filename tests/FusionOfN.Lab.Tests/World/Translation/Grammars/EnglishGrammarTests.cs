namespace FusionOfN.Lab.Tests;

public sealed class EnglishGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "The old doctor sees a small bird in the garden today.")]
    [InlineData("this clever girl", "read", "old book", "school", "every-day", "", "This clever girl reads an old book at school every day.")]
    [InlineData("this happy boy*", "carry", "this heavy box*", "", "yesterday", "past", "These happy boys carried these heavy boxes yesterday.")]
    [InlineData("young woman*", "buy", "red flower*", "market", "", "", "The young women buy some red flowers at the market.")]
    [InlineData("tired man*", "sell", "black cow", "village", "last-year", "past first", "Last year the tired men sold a black cow in the village.")]
    [InlineData("beautiful queen", "write", "this new letter", "", "evening", "first", "In the evening the beautiful queen writes this new letter.")]
    [InlineData("hungry dog", "steal", "big cake", "kitchen", "morning", "past", "The hungry dog stole a big cake in the kitchen in the morning.")]
    [InlineData("old teacher", "call", "young farmer", "street", "last-week", "past", "The old teacher called a young farmer in the street last week.")]
    [InlineData("happy doctor*", "read", "this new letter*", "", "yesterday", "past", "The happy doctors read these new letters yesterday.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("en", subject, verb, what, place, time, how));
}

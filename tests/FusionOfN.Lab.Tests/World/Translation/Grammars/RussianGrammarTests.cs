namespace FusionOfN.Lab.Tests;

public sealed class RussianGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "Старый врач сегодня видит маленькую птицу в саду.")]
    [InlineData("young woman", "buy", "red flower*", "market", "yesterday", "past first", "Вчера молодая женщина купила красные цветы на рынке.")]
    [InlineData("old man", "call", "this clever boy", "street", "", "past", "Старый мужчина позвал этого умного мальчика на улице.")]
    [InlineData("clever girl*", "draw", "black horse*", "village", "last-week", "past", "Умные девочки на прошлой неделе нарисовали чёрных лошадей в деревне.")]
    [InlineData("this happy teacher*", "read", "old letter", "school", "every-day", "", "Эти счастливые учителя каждый день читают старое письмо в школе.")]
    [InlineData("this hungry dog", "eat", "big egg", "kitchen", "morning", "past first", "Утром эта голодная собака съела большое яйцо на кухне.")]
    [InlineData("beautiful queen", "see", "old man", "park", "", "", "Красивая королева видит старого мужчину в парке.")]
    [InlineData("tired farmer", "carry", "this heavy box", "", "evening", "past", "Усталый фермер вечером перенёс эту тяжёлую коробку.")]
    [InlineData("young doctor*", "find", "this white cat*", "forest", "last-year", "past first", "В прошлом году молодые врачи нашли этих белых котов в лесу.")]
    [InlineData("happy boy", "open", "new bag", "station", "every-sunday", "first", "Каждое воскресенье счастливый мальчик открывает новую сумку на вокзале.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("ru", subject, verb, what, place, time, how));
}

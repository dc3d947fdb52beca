namespace FusionOfN.Lab.Tests;

public sealed class GermanGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "Der alte Arzt sieht heute im Garten einen kleinen Vogel.")]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "first", "Heute sieht der alte Arzt im Garten einen kleinen Vogel.")]
    [InlineData("this young woman*", "buy", "red flower*", "market", "", "", "Diese jungen Frauen kaufen auf dem Markt rote Blumen.")]
    [InlineData("clever girl", "read", "old book", "school", "yesterday", "past first", "Gestern las das kluge Mädchen in der Schule ein altes Buch.")]
    [InlineData("happy man", "call", "tired boy", "street", "", "past", "Der glückliche Mann rief auf der Straße einen müden Jungen.")]
    [InlineData("hungry dog", "eat", "this red apple", "kitchen", "last-week", "past", "Der hungrige Hund fraß letzte Woche in der Küche diesen roten Apfel.")]
    [InlineData("hungry boy", "eat", "small egg*", "", "every-day", "", "Der hungrige Junge isst jeden Tag kleine Eier.")]
    [InlineData("young farmer*", "sell", "this white horse", "village", "last-year", "past first", "Letztes Jahr verkauften die jungen Bauern im Dorf dieses weiße Pferd.")]
    [InlineData("this beautiful queen", "find", "old key", "forest", "evening", "", "Diese schöne Königin findet am Abend im Wald einen alten Schlüssel.")]
    [InlineData("clever boy*", "carry", "this heavy box*", "station", "every-sunday", "first", "Jeden Sonntag tragen die klugen Jungen am Bahnhof diese schweren Kisten.")]
    [InlineData("old teacher", "open", "black bag", "beach", "morning", "past", "Der alte Lehrer öffnete am Morgen am Strand eine schwarze Tasche.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("de", subject, verb, what, place, time, how));
}

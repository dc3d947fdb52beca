namespace FusionOfN.Lab.Tests;

public sealed class ItalianGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "Il vecchio medico vede un piccolo uccello nel giardino oggi.")]
    [InlineData("happy man", "find", "beautiful mirror", "market", "yesterday", "past first", "Ieri l'uomo felice ha trovato un bello specchio al mercato.")]
    [InlineData("beautiful man", "buy", "beautiful egg*", "", "", "", "Il bell'uomo compra delle belle uova.")]
    [InlineData("beautiful man*", "repair", "black mirror", "", "", "past", "I begli uomini hanno riparato uno specchio nero.")]
    [InlineData("happy man*", "carry", "this heavy mirror*", "station", "", "", "Gli uomini felici portano questi specchi pesanti alla stazione.")]
    [InlineData("this hungry bird", "steal", "red egg", "kitchen", "morning", "past", "Quest'uccello affamato ha rubato un uovo rosso in cucina di mattina.")]
    [InlineData("young girl*", "draw", "hungry bird*", "beach", "last-week", "past", "Le giovani ragazze hanno disegnato degli uccelli affamati sulla spiaggia la settimana scorsa.")]
    [InlineData("clever teacher", "read", "new book*", "school", "every-day", "", "L'insegnante intelligente legge dei nuovi libri a scuola ogni giorno.")]
    [InlineData("this beautiful queen", "write", "beautiful letter", "", "evening", "first", "Di sera questa bella regina scrive una bella lettera.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("it", subject, verb, what, place, time, how));
}

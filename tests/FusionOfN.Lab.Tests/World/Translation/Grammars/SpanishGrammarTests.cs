namespace FusionOfN.Lab.Tests;

public sealed class SpanishGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "El médico viejo ve un pájaro pequeño en el jardín hoy.")]
    [InlineData("young woman*", "buy", "red flower*", "market", "yesterday", "past first", "Ayer las mujeres jóvenes compraron unas flores rojas en el mercado.")]
    [InlineData("happy man", "see", "clever girl", "street", "", "past", "El hombre feliz vio a una niña inteligente en la calle.")]
    [InlineData("this hungry boy*", "find", "this white dog", "beach", "", "", "Estos niños hambrientos encuentran a este perro blanco en la playa.")]
    [InlineData("young farmer", "sell", "this white dog", "village", "last-year", "past", "El granjero joven vendió este perro blanco en el pueblo el año pasado.")]
    [InlineData("old teacher", "call", "small cat*", "school", "every-day", "", "El profesor viejo llama a unos gatos pequeños en la escuela cada día.")]
    [InlineData("beautiful queen", "write", "this new letter", "", "evening", "first", "Por la noche la reina hermosa escribe esta carta nueva.")]
    [InlineData("tired doctor*", "repair", "black car", "station", "last-week", "past", "Los médicos cansados repararon un coche negro en la estación la semana pasada.")]
    [InlineData("happy girl", "draw", "this young woman*", "park", "", "", "La niña feliz dibuja a estas mujeres jóvenes en el parque.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("es", subject, verb, what, place, time, how));
}

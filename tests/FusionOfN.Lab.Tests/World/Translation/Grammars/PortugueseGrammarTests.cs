namespace FusionOfN.Lab.Tests;

public sealed class PortugueseGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "O médico velho vê um pássaro pequeno no jardim hoje.")]
    [InlineData("young woman*", "buy", "red flower*", "market", "yesterday", "past first", "Ontem as mulheres jovens compraram umas flores vermelhas no mercado.")]
    [InlineData("this clever girl", "read", "old book", "school", "every-day", "", "Esta menina inteligente lê um livro velho na escola todos os dias.")]
    [InlineData("happy boy*", "eat", "this red apple*", "kitchen", "", "past", "Os meninos felizes comeram estas maçãs vermelhas na cozinha.")]
    [InlineData("tired farmer*", "carry", "heavy box", "street", "morning", "", "Os agricultores cansados carregam uma caixa pesada na rua de manhã.")]
    [InlineData("beautiful queen", "call", "this hungry dog", "beach", "evening", "past first", "À noite a rainha bonita chamou este cachorro faminto na praia.")]
    [InlineData("young teacher", "repair", "white car", "station", "last-week", "past", "O professor jovem consertou um carro branco na estação na semana passada.")]
    [InlineData("this old man*", "see", "small bird*", "forest", "every-sunday", "", "Estes homens velhos veem uns pássaros pequenos na floresta todos os domingos.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("pt", subject, verb, what, place, time, how));
}

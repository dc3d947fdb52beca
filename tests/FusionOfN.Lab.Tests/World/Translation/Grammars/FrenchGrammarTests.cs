namespace FusionOfN.Lab.Tests;

public sealed class FrenchGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "Le vieux médecin voit un petit oiseau dans le jardin aujourd'hui.")]
    [InlineData("old man", "find", "beautiful bird", "forest", "yesterday", "past first", "Hier, le vieil homme a trouvé un bel oiseau dans la forêt.")]
    [InlineData("happy man", "open", "this white box", "", "", "", "L'homme heureux ouvre cette boîte blanche.")]
    [InlineData("this clever man", "repair", "this new car*", "street", "", "past", "Cet homme intelligent a réparé ces nouvelles voitures dans la rue.")]
    [InlineData("happy woman*", "buy", "red flower*", "market", "", "", "Les femmes heureuses achètent des fleurs rouges au marché.")]
    [InlineData("young girl*", "draw", "old horse*", "beach", "last-week", "past", "Les jeunes filles ont dessiné de vieux chevaux sur la plage la semaine dernière.")]
    [InlineData("this tired queen", "eat", "big egg", "kitchen", "morning", "first", "Le matin, cette reine fatiguée mange un grand œuf dans la cuisine.")]
    [InlineData("hungry bird*", "steal", "new hat", "station", "evening", "past", "Les oiseaux affamés ont volé un nouveau chapeau à la gare le soir.")]
    [InlineData("young teacher", "call", "this hungry bird", "park", "every-sunday", "", "Le jeune professeur appelle cet oiseau affamé au parc chaque dimanche.")]
    [InlineData("beautiful woman", "carry", "heavy bag", "school", "last-year", "past first", "L'année dernière, la belle femme a porté un sac lourd à l'école.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("fr", subject, verb, what, place, time, how));
}

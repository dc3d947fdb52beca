namespace FusionOfN.Lab.Tests;

/// <summary>Writes a meaning shortly: a phrase is <c>[this] adjective noun[*]</c>, where the star means several; how is any of <c>past first</c>.</summary>
internal static class MeaningText
{
    public static SentenceMeaning Parse(string subject, string verb, string @object, string place = "", string time = "", string how = "")
    {
        SentenceMeaning meaning = new(
            Phrase(subject),
            Words.Verbs.Single(word => word.Id == verb),
            Phrase(@object),
            place == "" ? null : Words.Places.Single(word => word.Id == place),
            time == "" ? null : Words.Times.Single(word => word.Id == time),
            how.Contains("past", StringComparison.Ordinal),
            how.Contains("first", StringComparison.Ordinal));
        Assert.True(meaning.IsSensible, meaning.ToString());
        return meaning;
    }

    public static string Render(string language, string subject, string verb, string @object, string place, string time, string how) =>
        TranslationGrammar.For(LabLanguage.Parse(language)).Render(Parse(subject, verb, @object, place, time, how));

    private static NounPhrase Phrase(string text)
    {
        string[] words = text.Split(' ');
        return new(
            Words.Nouns.Single(noun => noun.Id == words[^1].TrimEnd('*')),
            Words.Adjectives.Single(adjective => adjective.Id == words[^2]),
            text.EndsWith('*'),
            words[0] == "this");
    }
}

namespace FusionOfN.Lab.Tests;

public sealed class WordsTests
{
    [Fact]
    public void All_Lexicon_IsCompactAndAFifthIsNovel()
    {
        Assert.Equal(74, Words.All.Count);
        Assert.Equal(15, Words.All.Count(word => word.IsNovel));
        Assert.Equal(74, Words.All.Select(word => word.Key).Distinct().Count());
    }

    [Fact]
    public void ContentKeys_Triples_AreManyAndFillEverySplit()
    {
        string[] keys =
        [
            .. from verb in Words.Verbs
               from subject in Words.Nouns
               from @object in Words.Nouns
               where subject != @object && subject.Is(verb.Subjects) && @object.Is(verb.Objects)
               select $"translation:{subject.Id}-{verb.Id}-{@object.Id}",
        ];
        Assert.True(keys.Length > 1500, $"{keys.Length} triples");
        double test = keys.Count(key => SplitHash.Split(key) == LabSplit.Test) / (double)keys.Length;
        double teacher = keys.Count(key => SplitHash.Split(key) == LabSplit.Teacher) / (double)keys.Length;
        Assert.InRange(test, 0.07, 0.13);
        Assert.InRange(teacher, 0.65, 0.75);
    }

    [Fact]
    public void Nouns_EachOne_HasSomeVerbAndAtLeastThreeAdjectives() => Assert.All(Words.Nouns, noun =>
    {
        Assert.True(Words.Verbs.Count(verb => noun.Is(verb.Objects)) >= 3, noun.Id);
        Assert.True(Words.Adjectives.Count(adjective => noun.Is(adjective.Nouns)) >= 3, noun.Id);
    });
}

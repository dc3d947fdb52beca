namespace FusionOfN.Lab;

/// <summary>Draws sensible meanings.</summary>
internal static class MeaningSampler
{
    /// <summary>How many held-out words make a sentence novel.</summary>
    public const int NovelFrom = 2;

    // One draw in a hundred fits the rarest demand (novel, one split); with knowledge of half the words, one in some thousands.
    private const int Attempts = 200_000;

    /// <summary>Draws a meaning.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="draw">The split, the words and the knowledge wanted.</param>
    /// <returns>A sensible meaning.</returns>
    /// <exception cref="InvalidOperationException">No sentence fits.</exception>
    public static SentenceMeaning Next(Random random, LabDraw draw)
    {
        Vocabulary vocabulary = new(word => (draw.Knows?.Invoke(word.Key) ?? true) && (draw.Entities != LabEntities.Seen || !word.IsNovel));
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryNext(random, vocabulary) is { } meaning
                && (draw.Entities != LabEntities.Novel || meaning.NovelWords >= NovelFrom)
                && SplitHash.Split(meaning.ContentKey) == draw.Split)
            {
                return meaning;
            }
        }

        throw new InvalidOperationException(
            $"No sentence of the {draw.Split} split with {draw.Entities} words can be made of the {vocabulary.Count} words known. Let more words be known.");
    }

    private static SentenceMeaning? TryNext(Random random, Vocabulary vocabulary)
    {
        Verb? verb = Pick(random, vocabulary.Verbs);
        if (verb is null)
            return null;

        NounPhrase? subject = Phrase(random, vocabulary, verb.Subjects);
        NounPhrase? @object = Phrase(random, vocabulary, verb.Objects);
        if (subject is null || @object is null)
            return null;

        bool isPast = random.Next(2) == 0;
        Place? place = random.Next(10) < 7 ? Pick(random, vocabulary.Places) : null;
        Time? time = random.Next(10) < 7 ? Pick(random, isPast ? vocabulary.PastTimes : vocabulary.PresentTimes) : null;
        bool timeFirst = random.Next(2) == 0 && time is not null;
        SentenceMeaning meaning = new(subject, verb, @object, place, time, isPast, timeFirst);
        return meaning.IsSensible ? meaning : null;
    }

    private static NounPhrase? Phrase(Random random, Vocabulary vocabulary, NounTraits traits)
    {
        Noun? noun = Pick(random, vocabulary.NounsWith(traits));
        Adjective? adjective = noun is null ? null : Pick(random, vocabulary.AdjectivesOf(noun));
        return adjective is null ? null : new(noun!, adjective, IsPlural: random.Next(2) == 0, IsThis: random.Next(3) == 0);
    }

    private static TWord? Pick<TWord>(Random random, IReadOnlyList<TWord> words)
        where TWord : Word =>
        words.Count == 0 ? null : words[random.Next(words.Count)];
}

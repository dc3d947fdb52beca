namespace FusionOfN.Lab;

/// <summary>Replaces words of a meaning by others of the same class, so that what comes out is wrong but sensible and inflected soundly.</summary>
internal static class MeaningCorruption
{
    private const int Attempts = 10_000;

    private static readonly Vocabulary Everything = new(_ => true);

    /// <summary>Replaces words at random.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="meaning">A sensible meaning.</param>
    /// <param name="rate">The probability, 0 to 1, that a word is replaced.</param>
    /// <returns>A sensible meaning, never one of the test split unless <paramref name="meaning"/> is.</returns>
    public static SentenceMeaning Corrupt(Random random, SentenceMeaning meaning, double rate)
    {
        bool isTest = SplitHash.Split(meaning.ContentKey) == LabSplit.Test;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryCorrupt(random, meaning, rate) is { IsSensible: true } changed
                && (isTest || SplitHash.Split(changed.ContentKey) != LabSplit.Test))
            {
                return changed;
            }
        }

        throw new InvalidOperationException($"No sensible variant of {meaning.ContentKey} was found.");
    }

    private static SentenceMeaning? TryCorrupt(Random random, SentenceMeaning meaning, double rate)
    {
        bool Change() => random.NextDouble() < rate;

        bool subjectChanges = Change();
        bool objectChanges = Change();
        Verb? verb = Change()
            ? Other(random, meaning.Verb, Everything.Verbs, candidate =>
                (subjectChanges || meaning.Subject.Noun.Is(candidate.Subjects)) && (objectChanges || meaning.Object.Noun.Is(candidate.Objects)))
            : meaning.Verb;
        if (verb is null)
            return null;

        NounPhrase? subject = Phrase(random, meaning.Subject, verb.Subjects, subjectChanges, Change());
        NounPhrase? @object = Phrase(random, meaning.Object, verb.Objects, objectChanges, Change());
        Place? place = meaning.Place is not null && Change() ? Other(random, meaning.Place, Everything.Places) : meaning.Place;
        IReadOnlyList<Time> times = meaning.IsPast ? Everything.PastTimes : Everything.PresentTimes;
        Time? time = meaning.Time is not null && Change() ? Other(random, meaning.Time, times) : meaning.Time;
        return subject is null || @object is null
            ? null
            : meaning with { Subject = subject, Verb = verb, Object = @object, Place = place, Time = time };
    }

    private static NounPhrase? Phrase(Random random, NounPhrase phrase, NounTraits traits, bool nounChanges, bool adjectiveChanges)
    {
        Noun? noun = nounChanges
            ? Other(random, phrase.Noun, Everything.NounsWith(traits), candidate => adjectiveChanges || candidate.Is(phrase.Adjective.Nouns))
            : phrase.Noun;
        Adjective? adjective = noun is not null && adjectiveChanges
            ? Other(random, phrase.Adjective, Everything.AdjectivesOf(noun))
            : phrase.Adjective;
        return noun is null || adjective is null ? null : phrase with { Noun = noun, Adjective = adjective };
    }

    private static TWord? Other<TWord>(Random random, TWord word, IReadOnlyList<TWord> words, Func<TWord, bool>? fits = null)
        where TWord : Word
    {
        TWord[] others = [.. words.Where(candidate => candidate != word && (fits is null || fits(candidate)))];
        return others.Length == 0 ? null : others[random.Next(others.Length)];
    }
}

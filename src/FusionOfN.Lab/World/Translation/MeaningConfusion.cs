namespace FusionOfN.Lab;

/// <summary>What somebody says who does not know all the words: for an unknown word always the same wrong word of its class, a known one if there is any.</summary>
internal static class MeaningConfusion
{
    /// <summary>Replaces the unknown words.</summary>
    /// <param name="meaning">A sensible meaning.</param>
    /// <param name="holder">Who confuses the words, for example the name of a teacher; different holders confuse them differently.</param>
    /// <param name="language">The language spoken; a holder confuses words differently in each.</param>
    /// <param name="knows">Whether the holder knows the word with this key.</param>
    /// <returns>
    /// A sensible meaning. The replacement is a function of holder, language and word, except where the first choice would make no sense
    /// beside the other words: then it is the next choice that does. A word without any sensible replacement stays.
    /// </returns>
    public static SentenceMeaning Confuse(SentenceMeaning meaning, string holder, LabLanguage language, Func<string, bool> knows)
    {
        SentenceMeaning Replace<TWord>(SentenceMeaning said, TWord? word, IReadOnlyList<TWord> words, Func<TWord, SentenceMeaning> with)
            where TWord : Word =>
            word is null || knows(word.Key)
                ? said
                : words.Where(candidate => candidate != word)
                    .OrderByDescending(candidate => knows(candidate.Key))
                    .ThenBy(candidate => HashedChance.Of($"{holder}/{language}/{word.Id}/{candidate.Id}"))
                    .Select(with)
                    .FirstOrDefault(replaced => replaced.IsSensible, said);

        SentenceMeaning said = meaning;
        said = Replace(said, meaning.Verb, Words.Verbs, verb => said with { Verb = verb });
        said = Replace(said, meaning.Subject.Noun, Words.Nouns, noun => said with { Subject = said.Subject with { Noun = noun } });
        said = Replace(said, meaning.Object.Noun, Words.Nouns, noun => said with { Object = said.Object with { Noun = noun } });
        said = Replace(
            said, meaning.Subject.Adjective, Words.Adjectives, adjective => said with { Subject = said.Subject with { Adjective = adjective } });
        said = Replace(
            said, meaning.Object.Adjective, Words.Adjectives, adjective => said with { Object = said.Object with { Adjective = adjective } });
        said = Replace(said, meaning.Place, Words.Places, place => said with { Place = place });
        return Replace(said, meaning.Time, Words.Times, time => said with { Time = time });
    }
}

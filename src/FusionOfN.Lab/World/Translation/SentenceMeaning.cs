namespace FusionOfN.Lab;

/// <summary>What a sentence says, independent of language.</summary>
/// <param name="Subject">Who does it.</param>
/// <param name="Verb">What is done.</param>
/// <param name="Object">To whom or what.</param>
/// <param name="Place">Where, if said.</param>
/// <param name="Time">When, if said.</param>
/// <param name="IsPast">Whether it is told in the past tense, otherwise in the present.</param>
/// <param name="TimeFirst">Whether the sentence begins with its time; never without one.</param>
internal sealed record SentenceMeaning(
    NounPhrase Subject, Verb Verb, NounPhrase Object, Place? Place, Time? Time, bool IsPast, bool TimeFirst)
{
    /// <summary>What decides the split: one subject, verb and object never cross splits, in any language, number or tense.</summary>
    public string ContentKey => $"translation:{Subject.Noun.Id}-{Verb.Id}-{Object.Noun.Id}";

    /// <summary>The words said, in a fixed order.</summary>
    public IEnumerable<Word> Words
    {
        get
        {
            yield return Subject.Adjective;
            yield return Subject.Noun;
            yield return Verb;
            yield return Object.Adjective;
            yield return Object.Noun;
            if (Place is not null)
                yield return Place;
            if (Time is not null)
                yield return Time;
        }
    }

    /// <summary>How many of the words are held out.</summary>
    public int NovelWords => Words.Count(word => word.IsNovel);

    /// <summary>Whether the selectional restrictions hold and every language renders the sentence unambiguously.</summary>
    public bool IsSensible =>
        Subject.Noun != Object.Noun
        && Subject.Noun.Is(Verb.Subjects)
        && Object.Noun.Is(Verb.Objects)
        && Subject.Noun.Is(Subject.Adjective.Nouns)
        && Object.Noun.Is(Object.Adjective.Nouns)
        && (Time is null ? !TimeFirst : IsPast ? Time.InPast : Time.InPresent)
        && !IsAmbiguousInEnglish;

    // "The doctors read a book" is present or past; only a time that allows one tense settles it.
    private bool IsAmbiguousInEnglish => Verb.Id == "read" && Subject.IsPlural && (Time is null || Time.InPresent == Time.InPast);
}

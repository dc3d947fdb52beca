namespace FusionOfN.Lab;

/// <summary>A selection of the lexicon, arranged for drawing.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<NounTraits, IReadOnlyList<Noun>> _nounsWith = [];
    private readonly Dictionary<Noun, IReadOnlyList<Adjective>> _adjectivesOf = [];
    private readonly Noun[] _nouns;
    private readonly Adjective[] _adjectives;

    /// <summary>Selects words.</summary>
    /// <param name="includes">Whether a word belongs to the selection.</param>
    public Vocabulary(Func<Word, bool> includes)
    {
        _nouns = [.. Words.Nouns.Where(word => includes(word))];
        _adjectives = [.. Words.Adjectives.Where(word => includes(word))];
        Verbs = [.. Words.Verbs.Where(word => includes(word))];
        Places = [.. Words.Places.Where(word => includes(word))];
        Time[] times = [.. Words.Times.Where(word => includes(word))];
        PresentTimes = [.. times.Where(time => time.InPresent)];
        PastTimes = [.. times.Where(time => time.InPast)];
        Count = _nouns.Length + _adjectives.Length + Verbs.Count + Places.Count + times.Length;
    }

    public IReadOnlyList<Verb> Verbs { get; }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Time> PresentTimes { get; }

    public IReadOnlyList<Time> PastTimes { get; }

    /// <summary>The number of words.</summary>
    public int Count { get; }

    /// <summary>The nouns with at least one of the traits.</summary>
    public IReadOnlyList<Noun> NounsWith(NounTraits traits)
    {
        if (!_nounsWith.TryGetValue(traits, out IReadOnlyList<Noun>? nouns))
            _nounsWith[traits] = nouns = [.. _nouns.Where(noun => noun.Is(traits))];
        return nouns;
    }

    /// <summary>The adjectives that go with a noun.</summary>
    public IReadOnlyList<Adjective> AdjectivesOf(Noun noun)
    {
        if (!_adjectivesOf.TryGetValue(noun, out IReadOnlyList<Adjective>? adjectives))
            _adjectivesOf[noun] = adjectives = [.. _adjectives.Where(adjective => noun.Is(adjective.Nouns))];
        return adjectives;
    }
}

namespace FusionOfN.Lab;

/// <summary>Says in one language what a <see cref="SentenceMeaning"/> means.</summary>
/// <remarks>
/// A new language is one class: its tables of forms, how it builds a noun phrase, which form of the verb it takes and in which order things stand.
/// </remarks>
internal abstract class TranslationGrammar
{
    private readonly FormTable _places;
    private readonly FormTable _times;

    protected TranslationGrammar(LabLanguage language, string places, string times)
    {
        Language = language;
        _places = new(1, places);
        _times = new(1, times);
    }

    /// <summary>All grammars, in the order of <see cref="LabLanguage.All"/>.</summary>
    public static IReadOnlyList<TranslationGrammar> All { get; } =
    [
        new EnglishGrammar(), new FrenchGrammar(), new GermanGrammar(), new SpanishGrammar(), new RussianGrammar(), new ItalianGrammar(),
        new PortugueseGrammar(), new JapaneseGrammar(), new KoreanGrammar(), new ChineseGrammar(), new ArabicGrammar(),
    ];

    public LabLanguage Language { get; }

    /// <summary>What ends a sentence.</summary>
    protected virtual string FullStop => ".";

    public static TranslationGrammar For(LabLanguage language) => All[language.Index];

    /// <summary>The prompt that asks for a translation.</summary>
    /// <param name="sentence">A sentence in this language.</param>
    /// <param name="target">The language wanted.</param>
    /// <returns>The instruction, in this language, and the sentence.</returns>
    public abstract string Ask(string sentence, LabLanguage target);

    /// <summary>The sentence that says what is meant.</summary>
    public string Render(SentenceMeaning meaning) => RenderWithForms(meaning).Text;

    /// <summary>The sentence, and for each word the form that stands in it, in the order of <see cref="SentenceMeaning.Words"/>.</summary>
    public (string Text, IReadOnlyList<string> Forms) RenderWithForms(SentenceMeaning meaning)
    {
        PhraseForms subject = Subject(meaning);
        PhraseForms @object = Object(meaning);
        string verb = Verb(meaning);
        string? place = meaning.Place is null ? null : _places[meaning.Place, 0];
        string? time = meaning.Time is null ? null : _times[meaning.Time, 0];

        string text = string.Join(Language.Space, Order(meaning, subject.Text, verb, @object.Text, place, time).OfType<string>());
        text = char.ToUpperInvariant(text[0]) + text[1..] + FullStop;
        string[] forms = [.. new[] { subject.Adjective, subject.Noun, verb, @object.Adjective, @object.Noun, place, time }.OfType<string>()];
        return (text, forms);
    }

    protected abstract PhraseForms Subject(SentenceMeaning meaning);

    protected abstract PhraseForms Object(SentenceMeaning meaning);

    protected abstract string Verb(SentenceMeaning meaning);

    /// <summary>Puts the parts in the order of the language; absent ones are <see langword="null"/>.</summary>
    protected virtual IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, subject, verb, @object, place] : [subject, verb, @object, place, time];

    /// <summary>The column of a form in a table ordered: masculine, feminine, masculine plural, feminine plural.</summary>
    protected static int Agree(bool feminine, bool plural) => (plural ? 2 : 0) + (feminine ? 1 : 0);

    /// <summary>The column of a verb in a table ordered: present singular, present plural, past singular, past plural.</summary>
    protected static int Conjugate(SentenceMeaning meaning) => (meaning.IsPast ? 2 : 0) + (meaning.Subject.IsPlural ? 1 : 0);
}

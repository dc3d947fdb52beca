namespace FusionOfN.Lab;

/// <summary>French: gender, adjectives before or after the noun, elision, <c>de</c> for <c>des</c> before an adjective, passé composé.</summary>
internal sealed class FrenchGrammar : TranslationGrammar
{
    private const string Places = """
        garden = dans le jardin
        park = au parc
        school = à l'école
        kitchen = dans la cuisine
        market = au marché
        station = à la gare
        street = dans la rue
        forest = dans la forêt
        beach = sur la plage
        village = au village
        """;

    private const string Times = """
        today = aujourd'hui
        morning = le matin
        evening = le soir
        every-day = chaque jour
        every-sunday = chaque dimanche
        yesterday = hier
        last-week = la semaine dernière
        last-year = l'année dernière
        """;

    // Gender, singular, plural.
    private static readonly FormTable Nouns = new(3, """
        doctor = m | médecin | médecins
        teacher = m | professeur | professeurs
        farmer = m | fermier | fermiers
        woman = f | femme | femmes
        man = m | homme | hommes
        queen = f | reine | reines
        girl = f | fille | filles
        boy = m | garçon | garçons
        dog = m | chien | chiens
        cat = m | chat | chats
        bird = m | oiseau | oiseaux
        horse = m | cheval | chevaux
        cow = f | vache | vaches
        apple = f | pomme | pommes
        cake = m | gâteau | gâteaux
        egg = m | œuf | œufs
        book = m | livre | livres
        letter = f | lettre | lettres
        cup = f | tasse | tasses
        key = f | clé | clés
        hat = m | chapeau | chapeaux
        chair = f | chaise | chaises
        mirror = m | miroir | miroirs
        picture = m | tableau | tableaux
        box = f | boîte | boîtes
        flower = f | fleur | fleurs
        car = f | voiture | voitures
        bag = m | sac | sacs
        """);

    // Before or after the noun; masculine, feminine, masculine plural, feminine plural, masculine before a vowel.
    private static readonly FormTable Adjectives = new(6, """
        small = before | petit | petite | petits | petites | petit
        big = before | grand | grande | grands | grandes | grand
        old = before | vieux | vieille | vieux | vieilles | vieil
        young = before | jeune | jeune | jeunes | jeunes | jeune
        new = before | nouveau | nouvelle | nouveaux | nouvelles | nouvel
        beautiful = before | beau | belle | beaux | belles | bel
        happy = after | heureux | heureuse | heureux | heureuses | heureux
        tired = after | fatigué | fatiguée | fatigués | fatiguées | fatigué
        clever = after | intelligent | intelligente | intelligents | intelligentes | intelligent
        hungry = after | affamé | affamée | affamés | affamées | affamé
        white = after | blanc | blanche | blancs | blanches | blanc
        black = after | noir | noire | noirs | noires | noir
        red = after | rouge | rouge | rouges | rouges | rouge
        heavy = after | lourd | lourde | lourds | lourdes | lourd
        """);

    // Present singular, present plural, past singular, past plural.
    private static readonly FormTable Verbs = new(4, """
        see = voit | voient | a vu | ont vu
        find = trouve | trouvent | a trouvé | ont trouvé
        buy = achète | achètent | a acheté | ont acheté
        sell = vend | vendent | a vendu | ont vendu
        repair = répare | réparent | a réparé | ont réparé
        eat = mange | mangent | a mangé | ont mangé
        read = lit | lisent | a lu | ont lu
        write = écrit | écrivent | a écrit | ont écrit
        carry = porte | portent | a porté | ont porté
        draw = dessine | dessinent | a dessiné | ont dessiné
        open = ouvre | ouvrent | a ouvert | ont ouvert
        hide = cache | cachent | a caché | ont caché
        steal = vole | volent | a volé | ont volé
        call = appelle | appellent | a appelé | ont appelé
        """);

    public FrenchGrammar()
        : base(LabLanguage.Parse("fr"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Traduis en anglais : {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, isSubject: true);

    protected override PhraseForms Object(SentenceMeaning meaning) => Phrase(meaning.Object, isSubject: false);

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, Conjugate(meaning)];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        base.Order(meaning, subject, verb, @object, place, meaning.TimeFirst ? time + "," : time);

    private static PhraseForms Phrase(NounPhrase phrase, bool isSubject)
    {
        bool feminine = Nouns[phrase.Noun, 0] == "f";
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 2 : 1];
        bool before = Adjectives[phrase.Adjective, 0] == "before";
        bool vowelForm = before && !feminine && !phrase.IsPlural && BeginsWithVowel(noun);
        string adjective = Adjectives[phrase.Adjective, vowelForm ? 5 : 1 + Agree(feminine, phrase.IsPlural)];

        string words = before ? $"{adjective} {noun}" : $"{noun} {adjective}";
        return new(Determiner(phrase, isSubject, feminine, before, BeginsWithVowel(words)) + words, noun, adjective);
    }

    private static string Determiner(NounPhrase phrase, bool isSubject, bool feminine, bool adjectiveFirst, bool vowel) =>
        (phrase.IsThis, phrase.IsPlural, isSubject) switch
        {
            (true, true, _) => "ces ",
            (true, false, _) => feminine ? "cette " : vowel ? "cet " : "ce ",
            (false, true, true) => "les ",
            (false, false, true) => vowel ? "l'" : feminine ? "la " : "le ",
            (false, true, false) => adjectiveFirst ? "de " : "des ",
            (false, false, false) => feminine ? "une " : "un ",
        };

    // Every h in the lexicon is mute.
    private static bool BeginsWithVowel(string text) => "aeiouéèêœh".Contains(text[0], StringComparison.Ordinal);
}

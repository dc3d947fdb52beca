namespace FusionOfN.Lab;

/// <summary>Italian: gender, articles that follow the sound of the next word, adjectives before or after the noun, passato prossimo.</summary>
internal sealed class ItalianGrammar : TranslationGrammar
{
    private const string Places = """
        garden = nel giardino
        park = nel parco
        school = a scuola
        kitchen = in cucina
        market = al mercato
        station = alla stazione
        street = per strada
        forest = nel bosco
        beach = sulla spiaggia
        village = nel villaggio
        """;

    private const string Times = """
        today = oggi
        morning = di mattina
        evening = di sera
        every-day = ogni giorno
        every-sunday = ogni domenica
        yesterday = ieri
        last-week = la settimana scorsa
        last-year = l'anno scorso
        """;

    // Gender in the singular and in the plural, singular, plural.
    private static readonly FormTable Nouns = new(3, """
        doctor = mm | medico | medici
        teacher = mm | insegnante | insegnanti
        farmer = mm | contadino | contadini
        woman = ff | donna | donne
        man = mm | uomo | uomini
        queen = ff | regina | regine
        girl = ff | ragazza | ragazze
        boy = mm | ragazzo | ragazzi
        dog = mm | cane | cani
        cat = mm | gatto | gatti
        bird = mm | uccello | uccelli
        horse = mm | cavallo | cavalli
        cow = ff | mucca | mucche
        apple = ff | mela | mele
        cake = ff | torta | torte
        egg = mf | uovo | uova
        book = mm | libro | libri
        letter = ff | lettera | lettere
        cup = ff | tazza | tazze
        key = ff | chiave | chiavi
        hat = mm | cappello | cappelli
        chair = ff | sedia | sedie
        mirror = mm | specchio | specchi
        picture = mm | quadro | quadri
        box = ff | scatola | scatole
        flower = mm | fiore | fiori
        car = ff | macchina | macchine
        bag = ff | borsa | borse
        """);

    // Before or after the noun; masculine, feminine, masculine plural, feminine plural.
    private static readonly FormTable Adjectives = new(5, """
        small = before | piccolo | piccola | piccoli | piccole
        big = before | grande | grande | grandi | grandi
        old = before | vecchio | vecchia | vecchi | vecchie
        young = before | giovane | giovane | giovani | giovani
        new = before | nuovo | nuova | nuovi | nuove
        beautiful = before | bello | bella | belli | belle
        happy = after | felice | felice | felici | felici
        tired = after | stanco | stanca | stanchi | stanche
        clever = after | intelligente | intelligente | intelligenti | intelligenti
        hungry = after | affamato | affamata | affamati | affamate
        white = after | bianco | bianca | bianchi | bianche
        black = after | nero | nera | neri | nere
        red = after | rosso | rossa | rossi | rosse
        heavy = after | pesante | pesante | pesanti | pesanti
        """);

    // Present singular, present plural, past singular, past plural.
    private static readonly FormTable Verbs = new(4, """
        see = vede | vedono | ha visto | hanno visto
        find = trova | trovano | ha trovato | hanno trovato
        buy = compra | comprano | ha comprato | hanno comprato
        sell = vende | vendono | ha venduto | hanno venduto
        repair = ripara | riparano | ha riparato | hanno riparato
        eat = mangia | mangiano | ha mangiato | hanno mangiato
        read = legge | leggono | ha letto | hanno letto
        write = scrive | scrivono | ha scritto | hanno scritto
        carry = porta | portano | ha portato | hanno portato
        draw = disegna | disegnano | ha disegnato | hanno disegnato
        open = apre | aprono | ha aperto | hanno aperto
        hide = nasconde | nascondono | ha nascosto | hanno nascosto
        steal = ruba | rubano | ha rubato | hanno rubato
        call = chiama | chiamano | ha chiamato | hanno chiamato
        """);

    // Masculine before most consonants, before a vowel, before s with a consonant; feminine, before a vowel; then the plurals of these five.
    private static readonly string[] The = ["il ", "l'", "lo ", "la ", "l'", "i ", "gli ", "gli ", "le ", "le "];
    private static readonly string[] A = ["un ", "un ", "uno ", "una ", "un'", "dei ", "degli ", "degli ", "delle ", "delle "];
    private static readonly string[] This = ["questo ", "quest'", "questo ", "questa ", "quest'", "questi ", "questi ", "questi ", "queste ", "queste "];
    private static readonly string[] Beautiful = ["bel ", "bell'", "bello ", "bella ", "bell'", "bei ", "begli ", "begli ", "belle ", "belle "];

    public ItalianGrammar()
        : base(LabLanguage.Parse("it"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Traduci in inglese: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, The);

    protected override PhraseForms Object(SentenceMeaning meaning) => Phrase(meaning.Object, A);

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, Conjugate(meaning)];

    private static PhraseForms Phrase(NounPhrase phrase, string[] articles)
    {
        bool feminine = Nouns[phrase.Noun, 0][phrase.IsPlural ? 1 : 0] == 'f';
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 2 : 1];
        string adjective = phrase.Adjective.Id == "beautiful"
            ? Beautiful[BySound(noun, feminine, phrase.IsPlural)].TrimEnd()
            : Adjectives[phrase.Adjective, 1 + Agree(feminine, phrase.IsPlural)];

        string words = (Adjectives[phrase.Adjective, 0] == "before", adjective.EndsWith('\'')) switch
        {
            (true, true) => adjective + noun,
            (true, false) => $"{adjective} {noun}",
            _ => $"{noun} {adjective}",
        };
        return new((phrase.IsThis ? This : articles)[BySound(words, feminine, phrase.IsPlural)] + words, noun, adjective);
    }

    private static int BySound(string next, bool feminine, bool plural)
    {
        bool vowel = IsVowel(next[0]);
        int sound = feminine ? (vowel ? 4 : 3) : vowel ? 1 : next[0] == 's' && !IsVowel(next[1]) ? 2 : 0;
        return plural ? sound + 5 : sound;
    }

    private static bool IsVowel(char letter) => "aeiou".Contains(letter, StringComparison.Ordinal);
}

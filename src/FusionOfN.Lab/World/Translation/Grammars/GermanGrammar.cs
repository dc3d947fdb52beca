namespace FusionOfN.Lab;

/// <summary>German: three genders, nominative and accusative, strong and weak adjectives, verb in second position, time before place.</summary>
internal sealed class GermanGrammar : TranslationGrammar
{
    private const string Places = """
        garden = im Garten
        park = im Park
        school = in der Schule
        kitchen = in der Küche
        market = auf dem Markt
        station = am Bahnhof
        street = auf der Straße
        forest = im Wald
        beach = am Strand
        village = im Dorf
        """;

    private const string Times = """
        today = heute
        morning = am Morgen
        evening = am Abend
        every-day = jeden Tag
        every-sunday = jeden Sonntag
        yesterday = gestern
        last-week = letzte Woche
        last-year = letztes Jahr
        """;

    // Gender, nominative singular, accusative singular, plural.
    private static readonly FormTable Nouns = new(4, """
        doctor = m | Arzt | Arzt | Ärzte
        teacher = m | Lehrer | Lehrer | Lehrer
        farmer = m | Bauer | Bauern | Bauern
        woman = f | Frau | Frau | Frauen
        man = m | Mann | Mann | Männer
        queen = f | Königin | Königin | Königinnen
        girl = n | Mädchen | Mädchen | Mädchen
        boy = m | Junge | Jungen | Jungen
        dog = m | Hund | Hund | Hunde
        cat = f | Katze | Katze | Katzen
        bird = m | Vogel | Vogel | Vögel
        horse = n | Pferd | Pferd | Pferde
        cow = f | Kuh | Kuh | Kühe
        apple = m | Apfel | Apfel | Äpfel
        cake = m | Kuchen | Kuchen | Kuchen
        egg = n | Ei | Ei | Eier
        book = n | Buch | Buch | Bücher
        letter = m | Brief | Brief | Briefe
        cup = f | Tasse | Tasse | Tassen
        key = m | Schlüssel | Schlüssel | Schlüssel
        hat = m | Hut | Hut | Hüte
        chair = m | Stuhl | Stuhl | Stühle
        mirror = m | Spiegel | Spiegel | Spiegel
        picture = n | Bild | Bild | Bilder
        box = f | Kiste | Kiste | Kisten
        flower = f | Blume | Blume | Blumen
        car = n | Auto | Auto | Autos
        bag = f | Tasche | Tasche | Taschen
        """);

    // The stem that the endings are put to.
    private static readonly FormTable Adjectives = new(1, """
        small = klein
        big = groß
        old = alt
        young = jung
        new = neu
        beautiful = schön
        happy = glücklich
        tired = müd
        clever = klug
        hungry = hungrig
        white = weiß
        black = schwarz
        red = rot
        heavy = schwer
        """);

    // Present singular, present plural, past singular, past plural.
    private static readonly FormTable Verbs = new(4, """
        see = sieht | sehen | sah | sahen
        find = findet | finden | fand | fanden
        buy = kauft | kaufen | kaufte | kauften
        sell = verkauft | verkaufen | verkaufte | verkauften
        repair = repariert | reparieren | reparierte | reparierten
        eat = isst | essen | aß | aßen
        eat-animal = frisst | fressen | fraß | fraßen
        read = liest | lesen | las | lasen
        write = schreibt | schreiben | schrieb | schrieben
        carry = trägt | tragen | trug | trugen
        draw = zeichnet | zeichnen | zeichnete | zeichneten
        open = öffnet | öffnen | öffnete | öffneten
        hide = versteckt | verstecken | versteckte | versteckten
        steal = stiehlt | stehlen | stahl | stahlen
        call = ruft | rufen | rief | riefen
        """);

    // Article and adjective ending for masculine, feminine, neuter and plural.
    private static readonly (string Article, string Ending)[] The = [("der ", "e"), ("die ", "e"), ("das ", "e"), ("die ", "en")];
    private static readonly (string Article, string Ending)[] This = [("dieser ", "e"), ("diese ", "e"), ("dieses ", "e"), ("diese ", "en")];
    private static readonly (string Article, string Ending)[] ThisAccusative =
        [("diesen ", "en"), ("diese ", "e"), ("dieses ", "e"), ("diese ", "en")];
    private static readonly (string Article, string Ending)[] AnAccusative = [("einen ", "en"), ("eine ", "e"), ("ein ", "es"), ("", "e")];

    public GermanGrammar()
        : base(LabLanguage.Parse("de"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Übersetze ins Englische: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, meaning.Subject.IsThis ? This : The, nounColumn: 1);

    protected override PhraseForms Object(SentenceMeaning meaning) =>
        Phrase(meaning.Object, meaning.Object.IsThis ? ThisAccusative : AnAccusative, nounColumn: 2);

    // Animals do not "essen".
    protected override string Verb(SentenceMeaning meaning) =>
        Verbs[meaning.Verb.Id == "eat" && meaning.Subject.Noun.IsAnimal ? "eat-animal" : meaning.Verb.Id, Conjugate(meaning)];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, verb, subject, place, @object] : [subject, verb, time, place, @object];

    private static PhraseForms Phrase(NounPhrase phrase, (string Article, string Ending)[] declension, int nounColumn)
    {
        int row = phrase.IsPlural ? 3 : "mfn".IndexOf(Nouns[phrase.Noun, 0], StringComparison.Ordinal);
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 3 : nounColumn];
        string adjective = Adjectives[phrase.Adjective, 0] + declension[row].Ending;
        return new($"{declension[row].Article}{adjective} {noun}", noun, adjective);
    }
}

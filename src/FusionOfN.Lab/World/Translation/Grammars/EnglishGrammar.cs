namespace FusionOfN.Lab;

/// <summary>English: a or an, this or these, third-person s.</summary>
internal sealed class EnglishGrammar : TranslationGrammar
{
    private const string Places = """
        garden = in the garden
        park = in the park
        school = at school
        kitchen = in the kitchen
        market = at the market
        station = at the station
        street = in the street
        forest = in the forest
        beach = on the beach
        village = in the village
        """;

    private const string Times = """
        today = today
        morning = in the morning
        evening = in the evening
        every-day = every day
        every-sunday = every Sunday
        yesterday = yesterday
        last-week = last week
        last-year = last year
        """;

    // Singular, plural.
    private static readonly FormTable Nouns = new(2, """
        doctor = doctor | doctors
        teacher = teacher | teachers
        farmer = farmer | farmers
        woman = woman | women
        man = man | men
        queen = queen | queens
        girl = girl | girls
        boy = boy | boys
        dog = dog | dogs
        cat = cat | cats
        bird = bird | birds
        horse = horse | horses
        cow = cow | cows
        apple = apple | apples
        cake = cake | cakes
        egg = egg | eggs
        book = book | books
        letter = letter | letters
        cup = cup | cups
        key = key | keys
        hat = hat | hats
        chair = chair | chairs
        mirror = mirror | mirrors
        picture = picture | pictures
        box = box | boxes
        flower = flower | flowers
        car = car | cars
        bag = bag | bags
        """);

    // Present singular, present plural, past.
    private static readonly FormTable Verbs = new(3, """
        see = sees | see | saw
        find = finds | find | found
        buy = buys | buy | bought
        sell = sells | sell | sold
        repair = repairs | repair | repaired
        eat = eats | eat | ate
        read = reads | read | read
        write = writes | write | wrote
        carry = carries | carry | carried
        draw = draws | draw | drew
        open = opens | open | opened
        hide = hides | hide | hid
        steal = steals | steal | stole
        call = calls | call | called
        """);

    public EnglishGrammar()
        : base(LabLanguage.English, Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Translate into {target.EnglishName}: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, "the", "the");

    // An adjective id is the English adjective; "old" is the only one that begins with a vowel.
    protected override PhraseForms Object(SentenceMeaning meaning) =>
        Phrase(meaning.Object, meaning.Object.Adjective.Id == "old" ? "an" : "a", "some");

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, meaning.IsPast ? 2 : meaning.Subject.IsPlural ? 1 : 0];

    private static PhraseForms Phrase(NounPhrase phrase, string one, string many)
    {
        string determiner = (phrase.IsThis, phrase.IsPlural) switch
        {
            (true, false) => "this",
            (true, true) => "these",
            (false, false) => one,
            (false, true) => many,
        };
        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 1 : 0];
        return new($"{determiner} {phrase.Adjective.Id} {noun}", noun, phrase.Adjective.Id);
    }
}

namespace FusionOfN.Lab;

/// <summary>Russian: accusative by gender, number and animacy, past tense by gender, imperfective present and perfective past.</summary>
internal sealed class RussianGrammar : TranslationGrammar
{
    private const string Places = """
        garden = в саду
        park = в парке
        school = в школе
        kitchen = на кухне
        market = на рынке
        station = на вокзале
        street = на улице
        forest = в лесу
        beach = на пляже
        village = в деревне
        """;

    private const string Times = """
        today = сегодня
        morning = утром
        evening = вечером
        every-day = каждый день
        every-sunday = каждое воскресенье
        yesterday = вчера
        last-week = на прошлой неделе
        last-year = в прошлом году
        """;

    // Gender; nominative and accusative singular, nominative and accusative plural.
    private static readonly FormTable Nouns = new(5, """
        doctor = m | врач | врача | врачи | врачей
        teacher = m | учитель | учителя | учителя | учителей
        farmer = m | фермер | фермера | фермеры | фермеров
        woman = f | женщина | женщину | женщины | женщин
        man = m | мужчина | мужчину | мужчины | мужчин
        queen = f | королева | королеву | королевы | королев
        girl = f | девочка | девочку | девочки | девочек
        boy = m | мальчик | мальчика | мальчики | мальчиков
        dog = f | собака | собаку | собаки | собак
        cat = m | кот | кота | коты | котов
        bird = f | птица | птицу | птицы | птиц
        horse = f | лошадь | лошадь | лошади | лошадей
        cow = f | корова | корову | коровы | коров
        apple = n | яблоко | яблоко | яблоки | яблоки
        cake = m | торт | торт | торты | торты
        egg = n | яйцо | яйцо | яйца | яйца
        book = f | книга | книгу | книги | книги
        letter = n | письмо | письмо | письма | письма
        cup = f | чашка | чашку | чашки | чашки
        key = m | ключ | ключ | ключи | ключи
        hat = f | шляпа | шляпу | шляпы | шляпы
        chair = m | стул | стул | стулья | стулья
        mirror = n | зеркало | зеркало | зеркала | зеркала
        picture = f | картина | картину | картины | картины
        box = f | коробка | коробку | коробки | коробки
        flower = m | цветок | цветок | цветы | цветы
        car = f | машина | машину | машины | машины
        bag = f | сумка | сумку | сумки | сумки
        """);

    // Masculine; feminine; neuter; plural; animate accusative masculine; accusative feminine; animate accusative plural.
    private static readonly FormTable Adjectives = new(7, """
        small = маленький | маленькая | маленькое | маленькие | маленького | маленькую | маленьких
        big = большой | большая | большое | большие | большого | большую | больших
        old = старый | старая | старое | старые | старого | старую | старых
        young = молодой | молодая | молодое | молодые | молодого | молодую | молодых
        new = новый | новая | новое | новые | нового | новую | новых
        beautiful = красивый | красивая | красивое | красивые | красивого | красивую | красивых
        happy = счастливый | счастливая | счастливое | счастливые | счастливого | счастливую | счастливых
        tired = усталый | усталая | усталое | усталые | усталого | усталую | усталых
        clever = умный | умная | умное | умные | умного | умную | умных
        hungry = голодный | голодная | голодное | голодные | голодного | голодную | голодных
        white = белый | белая | белое | белые | белого | белую | белых
        black = чёрный | чёрная | чёрное | чёрные | чёрного | чёрную | чёрных
        red = красный | красная | красное | красные | красного | красную | красных
        heavy = тяжёлый | тяжёлая | тяжёлое | тяжёлые | тяжёлого | тяжёлую | тяжёлых
        """);

    // Present singular, present plural; past masculine, past feminine, past plural. No subject is neuter.
    private static readonly FormTable Verbs = new(5, """
        see = видит | видят | увидел | увидела | увидели
        find = находит | находят | нашёл | нашла | нашли
        buy = покупает | покупают | купил | купила | купили
        sell = продаёт | продают | продал | продала | продали
        repair = чинит | чинят | починил | починила | починили
        eat = ест | едят | съел | съела | съели
        read = читает | читают | прочитал | прочитала | прочитали
        write = пишет | пишут | написал | написала | написали
        carry = переносит | переносят | перенёс | перенесла | перенесли
        draw = рисует | рисуют | нарисовал | нарисовала | нарисовали
        open = открывает | открывают | открыл | открыла | открыли
        hide = прячет | прячут | спрятал | спрятала | спрятали
        steal = крадёт | крадут | украл | украла | украли
        call = зовёт | зовут | позвал | позвала | позвали
        """);

    // As the adjectives.
    private static readonly string[] This = ["этот ", "эта ", "это ", "эти ", "этого ", "эту ", "этих "];

    public RussianGrammar()
        : base(LabLanguage.Parse("ru"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"Переведи на английский: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) =>
        Phrase(meaning.Subject, Nominative(meaning.Subject), meaning.Subject.IsPlural ? 3 : 1);

    protected override PhraseForms Object(SentenceMeaning meaning) =>
        Phrase(meaning.Object, Accusative(meaning.Object), meaning.Object.IsPlural ? 4 : 2);

    protected override string Verb(SentenceMeaning meaning)
    {
        bool plural = meaning.Subject.IsPlural;
        return Verbs[meaning.Verb, meaning.IsPast ? (plural ? 4 : Nouns[meaning.Subject.Noun, 0] == "f" ? 3 : 2) : plural ? 1 : 0];
    }

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, subject, verb, @object, place] : [subject, time, verb, @object, place];

    private static PhraseForms Phrase(NounPhrase phrase, int agreement, int nounColumn)
    {
        string noun = Nouns[phrase.Noun, nounColumn];
        string adjective = Adjectives[phrase.Adjective, agreement];
        return new($"{(phrase.IsThis ? This[agreement] : "")}{adjective} {noun}", noun, adjective);
    }

    private static int Nominative(NounPhrase phrase) =>
        phrase.IsPlural ? 3 : "mfn".IndexOf(Nouns[phrase.Noun, 0], StringComparison.Ordinal);

    private static int Accusative(NounPhrase phrase) => (Nominative(phrase), phrase.Noun.IsAnimate) switch
    {
        (0, true) => 4,
        (1, _) => 5,
        (3, true) => 6,
        (int nominative, _) => nominative,
    };
}

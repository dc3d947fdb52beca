namespace FusionOfN.Lab;

/// <summary>
/// Arabic (Modern Standard, unvocalised): verb first and agreeing in gender only, agreement in definiteness, gender, number and case; several
/// things or animals count as feminine singular.
/// </summary>
internal sealed class ArabicGrammar : TranslationGrammar
{
    private const string Places = """
        garden = في الحديقة
        park = في المنتزه
        school = في المدرسة
        kitchen = في المطبخ
        market = في السوق
        station = في المحطة
        street = في الشارع
        forest = في الغابة
        beach = على الشاطئ
        village = في القرية
        """;

    private const string Times = """
        today = اليوم
        morning = في الصباح
        evening = في المساء
        every-day = كل يوم
        every-sunday = كل يوم أحد
        yesterday = أمس
        last-week = الأسبوع الماضي
        last-year = العام الماضي
        """;

    // Gender; singular, its indefinite accusative; plural nominative, accusative, indefinite accusative.
    private static readonly FormTable Nouns = new(6, """
        doctor = m | طبيب | طبيبا | أطباء | أطباء | أطباء
        teacher = m | معلم | معلما | معلمون | معلمين | معلمين
        farmer = m | مزارع | مزارعا | مزارعون | مزارعين | مزارعين
        woman = f | امرأة | امرأة | نساء | نساء | نساء
        man = m | رجل | رجلا | رجال | رجال | رجالا
        queen = f | ملكة | ملكة | ملكات | ملكات | ملكات
        girl = f | فتاة | فتاة | فتيات | فتيات | فتيات
        boy = m | ولد | ولدا | أولاد | أولاد | أولادا
        dog = m | كلب | كلبا | كلاب | كلاب | كلابا
        cat = m | قط | قطا | قطط | قطط | قططا
        bird = m | طائر | طائرا | طيور | طيور | طيورا
        horse = m | حصان | حصانا | أحصنة | أحصنة | أحصنة
        cow = f | بقرة | بقرة | أبقار | أبقار | أبقارا
        apple = f | تفاحة | تفاحة | تفاحات | تفاحات | تفاحات
        cake = f | كعكة | كعكة | كعكات | كعكات | كعكات
        egg = f | بيضة | بيضة | بيضات | بيضات | بيضات
        book = m | كتاب | كتابا | كتب | كتب | كتبا
        letter = f | رسالة | رسالة | رسائل | رسائل | رسائل
        cup = m | كوب | كوبا | أكواب | أكواب | أكوابا
        key = m | مفتاح | مفتاحا | مفاتيح | مفاتيح | مفاتيح
        hat = f | قبعة | قبعة | قبعات | قبعات | قبعات
        chair = m | كرسي | كرسيا | كراسي | كراسي | كراسي
        mirror = f | مرآة | مرآة | مرايا | مرايا | مرايا
        picture = f | صورة | صورة | صور | صور | صورا
        box = m | صندوق | صندوقا | صناديق | صناديق | صناديق
        flower = f | زهرة | زهرة | زهور | زهور | زهورا
        car = f | سيارة | سيارة | سيارات | سيارات | سيارات
        bag = f | حقيبة | حقيبة | حقائب | حقائب | حقائب
        """);

    // Masculine, its indefinite accusative, feminine.
    private static readonly FormTable Adjectives = new(3, """
        small = صغير | صغيرا | صغيرة
        big = كبير | كبيرا | كبيرة
        old = قديم | قديما | قديمة
        old-animate = مسن | مسنا | مسنة
        young = شاب | شابا | شابة
        new = جديد | جديدا | جديدة
        beautiful = جميل | جميلا | جميلة
        happy = سعيد | سعيدا | سعيدة
        tired = متعب | متعبا | متعبة
        clever = ذكي | ذكيا | ذكية
        hungry = جائع | جائعا | جائعة
        white = أبيض | أبيض | بيضاء
        black = أسود | أسود | سوداء
        red = أحمر | أحمر | حمراء
        heavy = ثقيل | ثقيلا | ثقيلة
        """);

    // Only people have a plural of their own: masculine nominative, accusative, indefinite accusative; feminine.
    private static readonly FormTable AdjectivesOfPeople = new(4, """
        old-animate = مسنون | مسنين | مسنين | مسنات
        young = شباب | شباب | شبابا | شابات
        beautiful = جميلون | جميلين | جميلين | جميلات
        happy = سعداء | سعداء | سعداء | سعيدات
        tired = متعبون | متعبين | متعبين | متعبات
        clever = أذكياء | أذكياء | أذكياء | ذكيات
        hungry = جائعون | جائعين | جائعين | جائعات
        """);

    // Present masculine, present feminine, past masculine, past feminine.
    private static readonly FormTable Verbs = new(4, """
        see = يرى | ترى | رأى | رأت
        find = يجد | تجد | وجد | وجدت
        buy = يشتري | تشتري | اشترى | اشترت
        sell = يبيع | تبيع | باع | باعت
        repair = يصلح | تصلح | أصلح | أصلحت
        eat = يأكل | تأكل | أكل | أكلت
        read = يقرأ | تقرأ | قرأ | قرأت
        write = يكتب | تكتب | كتب | كتبت
        carry = يحمل | تحمل | حمل | حملت
        draw = يرسم | ترسم | رسم | رسمت
        open = يفتح | تفتح | فتح | فتحت
        hide = يخفي | تخفي | أخفى | أخفت
        steal = يسرق | تسرق | سرق | سرقت
        call = ينادي | تنادي | نادى | نادت
        """);

    public ArabicGrammar()
        : base(LabLanguage.Parse("ar"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"ترجم إلى الإنجليزية: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) =>
        Definite(meaning.Subject, Nouns[meaning.Subject.Noun, meaning.Subject.IsPlural ? 3 : 1], ArabicCase.Nominative);

    protected override PhraseForms Object(SentenceMeaning meaning)
    {
        NounPhrase phrase = meaning.Object;
        if (phrase.IsThis)
            return Definite(phrase, Nouns[phrase.Noun, phrase.IsPlural ? 4 : 1], ArabicCase.Accusative);

        string noun = Nouns[phrase.Noun, phrase.IsPlural ? 5 : 2];
        string adjective = Adjective(phrase, ArabicCase.IndefiniteAccusative);
        return new($"{noun} {adjective}", noun, adjective);
    }

    protected override string Verb(SentenceMeaning meaning) =>
        Verbs[meaning.Verb, (meaning.IsPast ? 2 : 0) + (IsFeminine(meaning.Subject) ? 1 : 0)];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, verb, subject, @object, place] : [verb, subject, @object, place, time];

    private static PhraseForms Definite(NounPhrase phrase, string noun, ArabicCase @case)
    {
        // The article takes the place of the first letter in "woman".
        string definite = noun == "امرأة" ? "المرأة" : "ال" + noun;
        string adjective = "ال" + Adjective(phrase, @case);
        string @this = !phrase.IsThis ? "" : IsSeveralPeople(phrase) ? "هؤلاء " : IsFeminine(phrase) ? "هذه " : "هذا ";
        return new($"{@this}{definite} {adjective}", definite, adjective);
    }

    private static string Adjective(NounPhrase phrase, ArabicCase @case)
    {
        string id = phrase.Adjective.Id == "old" && phrase.Noun.IsAnimate ? "old-animate" : phrase.Adjective.Id;
        if (IsSeveralPeople(phrase))
            return AdjectivesOfPeople[id, IsFeminine(phrase) ? 3 : (int)@case];

        return Adjectives[id, IsFeminine(phrase) ? 2 : @case == ArabicCase.IndefiniteAccusative ? 1 : 0];
    }

    private static bool IsSeveralPeople(NounPhrase phrase) => phrase.IsPlural && phrase.Noun.IsPerson;

    private static bool IsFeminine(NounPhrase phrase) => Nouns[phrase.Noun, 0] == "f" || (phrase.IsPlural && !phrase.Noun.IsPerson);
}

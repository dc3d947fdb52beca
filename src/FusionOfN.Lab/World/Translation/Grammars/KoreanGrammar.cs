namespace FusionOfN.Lab;

/// <summary>Korean: verb last, particles that depend on the final consonant, plural by 들.</summary>
internal sealed class KoreanGrammar : TranslationGrammar
{
    private const string Places = """
        garden = 정원에서
        park = 공원에서
        school = 학교에서
        kitchen = 부엌에서
        market = 시장에서
        station = 역에서
        street = 거리에서
        forest = 숲에서
        beach = 해변에서
        village = 마을에서
        """;

    private const string Times = """
        today = 오늘
        morning = 아침에
        evening = 저녁에
        every-day = 매일
        every-sunday = 일요일마다
        yesterday = 어제
        last-week = 지난주에
        last-year = 작년에
        """;

    private static readonly FormTable Nouns = new(1, """
        doctor = 의사
        teacher = 선생님
        farmer = 농부
        woman = 여자
        man = 남자
        queen = 여왕
        girl = 소녀
        boy = 소년
        dog = 개
        cat = 고양이
        bird = 새
        horse = 말
        cow = 소
        apple = 사과
        cake = 케이크
        egg = 달걀
        book = 책
        letter = 편지
        cup = 컵
        key = 열쇠
        hat = 모자
        chair = 의자
        mirror = 거울
        picture = 그림
        box = 상자
        flower = 꽃
        car = 자동차
        bag = 가방
        """);

    private static readonly FormTable Adjectives = new(1, """
        small = 작은
        big = 큰
        old = 오래된
        old-animate = 늙은
        young = 젊은
        new = 새로운
        beautiful = 아름다운
        happy = 행복한
        tired = 피곤한
        clever = 똑똑한
        hungry = 배고픈
        white = 하얀
        black = 검은
        red = 빨간
        heavy = 무거운
        """);

    // Present, past.
    private static readonly FormTable Verbs = new(2, """
        see = 봅니다 | 보았습니다
        find = 발견합니다 | 발견했습니다
        buy = 삽니다 | 샀습니다
        sell = 팝니다 | 팔았습니다
        repair = 고칩니다 | 고쳤습니다
        eat = 먹습니다 | 먹었습니다
        read = 읽습니다 | 읽었습니다
        write = 씁니다 | 썼습니다
        carry = 나릅니다 | 날랐습니다
        draw = 그립니다 | 그렸습니다
        open = 엽니다 | 열었습니다
        hide = 숨깁니다 | 숨겼습니다
        steal = 훔칩니다 | 훔쳤습니다
        call = 부릅니다 | 불렀습니다
        """);

    public KoreanGrammar()
        : base(LabLanguage.Parse("ko"), Places, Times)
    {
    }

    public override string Ask(string sentence, LabLanguage target) => $"영어로 번역하세요: {sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, afterConsonant: "은", afterVowel: "는");

    protected override PhraseForms Object(SentenceMeaning meaning) => Phrase(meaning.Object, afterConsonant: "을", afterVowel: "를");

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, meaning.IsPast ? 1 : 0];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, subject, place, @object, verb] : [subject, time, place, @object, verb];

    private static PhraseForms Phrase(NounPhrase phrase, string afterConsonant, string afterVowel)
    {
        string noun = Nouns[phrase.Noun, 0];
        string counted = phrase.IsPlural ? noun + "들" : noun;
        string adjective = Adjectives[phrase.Adjective.Id == "old" && phrase.Noun.IsAnimate ? "old-animate" : phrase.Adjective.Id, 0];
        string particle = EndsInConsonant(counted) ? afterConsonant : afterVowel;
        return new($"{(phrase.IsThis ? "이 " : "")}{adjective} {counted}{particle}", noun, adjective);
    }

    // A precomposed syllable is U+AC00 + (initial * 21 + vowel) * 28 + final, where final 0 means none (Unicode, section 3.12).
    private static bool EndsInConsonant(string text) => (text[^1] - 0xAC00) % 28 != 0;
}

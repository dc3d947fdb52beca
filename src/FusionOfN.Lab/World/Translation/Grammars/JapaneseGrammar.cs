namespace FusionOfN.Lab;

/// <summary>Japanese: verb last, topic and object particles, plural by たち, これらの or a counter.</summary>
internal sealed class JapaneseGrammar : TranslationGrammar
{
    private const string Places = """
        garden = 庭で
        park = 公園で
        school = 学校で
        kitchen = 台所で
        market = 市場で
        station = 駅で
        street = 通りで
        forest = 森で
        beach = 浜辺で
        village = 村で
        """;

    private const string Times = """
        today = 今日
        morning = 朝に
        evening = 夕方に
        every-day = 毎日
        every-sunday = 毎週日曜日に
        yesterday = 昨日
        last-week = 先週
        last-year = 去年
        """;

    // The noun, and "some" with its counter.
    private static readonly FormTable Nouns = new(2, """
        doctor = 医者 | 何人かの
        teacher = 先生 | 何人かの
        farmer = 農夫 | 何人かの
        woman = 女性 | 何人かの
        man = 男性 | 何人かの
        queen = 女王 | 何人かの
        girl = 少女 | 何人かの
        boy = 少年 | 何人かの
        dog = 犬 | 何匹かの
        cat = 猫 | 何匹かの
        bird = 鳥 | 何羽かの
        horse = 馬 | 何頭かの
        cow = 牛 | 何頭かの
        apple = りんご | いくつかの
        cake = ケーキ | いくつかの
        egg = 卵 | いくつかの
        book = 本 | 何冊かの
        letter = 手紙 | 何通かの
        cup = カップ | いくつかの
        key = 鍵 | いくつかの
        hat = 帽子 | いくつかの
        chair = 椅子 | いくつかの
        mirror = 鏡 | いくつかの
        picture = 絵 | 何枚かの
        box = 箱 | いくつかの
        flower = 花 | 何本かの
        car = 車 | 何台かの
        bag = かばん | いくつかの
        """);

    private static readonly FormTable Adjectives = new(1, """
        small = 小さい
        big = 大きい
        old = 古い
        old-animate = 年老いた
        young = 若い
        new = 新しい
        beautiful = 美しい
        happy = 幸せな
        tired = 疲れた
        clever = 賢い
        hungry = 空腹の
        white = 白い
        black = 黒い
        red = 赤い
        heavy = 重い
        """);

    // Present, past.
    private static readonly FormTable Verbs = new(2, """
        see = 見ます | 見ました
        find = 見つけます | 見つけました
        buy = 買います | 買いました
        sell = 売ります | 売りました
        repair = 修理します | 修理しました
        eat = 食べます | 食べました
        read = 読みます | 読みました
        write = 書きます | 書きました
        carry = 運びます | 運びました
        draw = 描きます | 描きました
        open = 開けます | 開けました
        hide = 隠します | 隠しました
        steal = 盗みます | 盗みました
        call = 呼びます | 呼びました
        """);

    public JapaneseGrammar()
        : base(LabLanguage.Parse("ja"), Places, Times)
    {
    }

    protected override string FullStop => "。";

    public override string Ask(string sentence, LabLanguage target) => $"英語に訳してください：{sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning) => Phrase(meaning.Subject, isSubject: true);

    protected override PhraseForms Object(SentenceMeaning meaning) => Phrase(meaning.Object, isSubject: false);

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, meaning.IsPast ? 1 : 0];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, "、", subject, place, @object, verb] : [subject, time, place, @object, verb];

    private static PhraseForms Phrase(NounPhrase phrase, bool isSubject)
    {
        string noun = Nouns[phrase.Noun, 0];
        string adjective = Adjectives[phrase.Adjective.Id == "old" && phrase.Noun.IsAnimate ? "old-animate" : phrase.Adjective.Id, 0];
        string determiner = (phrase.IsThis, phrase.IsPlural) switch
        {
            (true, true) when !phrase.Noun.IsAnimate => "これらの",
            (true, _) => "この",
            (false, true) when !isSubject => Nouns[phrase.Noun, 1],
            _ => "",
        };
        string plural = phrase.IsPlural && phrase.Noun.IsAnimate && (isSubject || phrase.IsThis) ? "たち" : "";
        return new(determiner + adjective + noun + plural + (isSubject ? "は" : "を"), noun, adjective);
    }
}

namespace FusionOfN.Lab;

/// <summary>Chinese: measure words, 的, time and place before the verb, 了 for the past.</summary>
internal sealed class ChineseGrammar : TranslationGrammar
{
    private const string Places = """
        garden = 在花园里
        park = 在公园里
        school = 在学校
        kitchen = 在厨房里
        market = 在市场上
        station = 在车站
        street = 在街上
        forest = 在森林里
        beach = 在海滩上
        village = 在村子里
        """;

    private const string Times = """
        today = 今天
        morning = 早上
        evening = 晚上
        every-day = 每天
        every-sunday = 每个星期天
        yesterday = 昨天
        last-week = 上周
        last-year = 去年
        """;

    // The noun and its measure word.
    private static readonly FormTable Nouns = new(2, """
        doctor = 医生 | 位
        teacher = 老师 | 位
        farmer = 农民 | 位
        woman = 女人 | 个
        man = 男人 | 个
        queen = 女王 | 位
        girl = 女孩 | 个
        boy = 男孩 | 个
        dog = 狗 | 只
        cat = 猫 | 只
        bird = 鸟 | 只
        horse = 马 | 匹
        cow = 奶牛 | 头
        apple = 苹果 | 个
        cake = 蛋糕 | 个
        egg = 鸡蛋 | 个
        book = 书 | 本
        letter = 信 | 封
        cup = 杯子 | 个
        key = 钥匙 | 把
        hat = 帽子 | 顶
        chair = 椅子 | 把
        mirror = 镜子 | 面
        picture = 画 | 幅
        box = 箱子 | 个
        flower = 花 | 朵
        car = 汽车 | 辆
        bag = 包 | 个
        """);

    private static readonly FormTable Adjectives = new(1, """
        small = 小
        big = 大
        old = 旧
        old-animate = 年老的
        young = 年轻的
        new = 新
        beautiful = 漂亮的
        happy = 快乐的
        tired = 疲惫的
        clever = 聪明的
        hungry = 饥饿的
        white = 白
        black = 黑
        red = 红
        heavy = 沉重的
        """);

    // Present, past.
    private static readonly FormTable Verbs = new(2, """
        see = 看见 | 看见了
        find = 找到 | 找到了
        buy = 买 | 买了
        sell = 卖 | 卖了
        repair = 修理 | 修理了
        eat = 吃 | 吃了
        read = 读 | 读了
        write = 写 | 写了
        carry = 搬 | 搬了
        draw = 画 | 画了
        open = 打开 | 打开了
        hide = 藏 | 藏了
        steal = 偷 | 偷了
        call = 叫 | 叫了
        """);

    public ChineseGrammar()
        : base(LabLanguage.Parse("zh"), Places, Times)
    {
    }

    protected override string FullStop => "。";

    public override string Ask(string sentence, LabLanguage target) => $"请翻译成英语：{sentence}";

    protected override PhraseForms Subject(SentenceMeaning meaning)
    {
        NounPhrase phrase = meaning.Subject;
        bool several = phrase is { IsPlural: true, IsThis: false };
        // 们 is for people; several animals are 那些.
        return Phrase(phrase, several && phrase.Noun.IsAnimal ? "那些" : "", several && phrase.Noun.IsPerson ? "们" : "");
    }

    protected override PhraseForms Object(SentenceMeaning meaning) =>
        Phrase(meaning.Object, (meaning.Object.IsPlural ? "几" : "一") + Nouns[meaning.Object.Noun, 1], "");

    protected override string Verb(SentenceMeaning meaning) => Verbs[meaning.Verb, meaning.IsPast ? 1 : 0];

    protected override IEnumerable<string?> Order(
        SentenceMeaning meaning, string subject, string verb, string @object, string? place, string? time) =>
        meaning.TimeFirst ? [time, subject, place, verb, @object] : [subject, time, place, verb, @object];

    private static PhraseForms Phrase(NounPhrase phrase, string determiner, string suffix)
    {
        string noun = Nouns[phrase.Noun, 0];
        string adjective = Adjectives[phrase.Adjective.Id == "old" && phrase.Noun.IsAnimate ? "old-animate" : phrase.Adjective.Id, 0];
        string first = !phrase.IsThis ? determiner : phrase.IsPlural ? "这些" : "这" + Nouns[phrase.Noun, 1];
        return new(first + adjective + noun + suffix, noun, adjective);
    }
}

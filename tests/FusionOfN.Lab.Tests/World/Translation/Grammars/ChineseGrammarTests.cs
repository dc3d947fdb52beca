namespace FusionOfN.Lab.Tests;

public sealed class ChineseGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "年老的医生今天在花园里看见一只小鸟。")]
    [InlineData("old doctor", "see", "small bird", "garden", "yesterday", "past first", "昨天年老的医生在花园里看见了一只小鸟。")]
    [InlineData("young woman*", "buy", "red flower*", "market", "", "past", "年轻的女人们在市场上买了几朵红花。")]
    [InlineData("this clever girl", "read", "old book", "school", "every-day", "", "这个聪明的女孩每天在学校读一本旧书。")]
    [InlineData("happy boy*", "carry", "this heavy box*", "", "", "past", "快乐的男孩们搬了这些沉重的箱子。")]
    [InlineData("hungry dog*", "eat", "big cake", "kitchen", "morning", "past", "那些饥饿的狗早上在厨房里吃了一个大蛋糕。")]
    [InlineData("this young teacher", "sell", "this white horse", "village", "last-year", "past first", "去年这位年轻的老师在村子里卖了这匹白马。")]
    [InlineData("tired farmer", "repair", "black car", "street", "every-sunday", "", "疲惫的农民每个星期天在街上修理一辆黑汽车。")]
    [InlineData("beautiful queen", "write", "new letter*", "", "evening", "first", "晚上漂亮的女王写几封新信。")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("zh", subject, verb, what, place, time, how));
}

namespace FusionOfN.Lab.Tests;

public sealed class JapaneseGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "年老いた医者は今日庭で小さい鳥を見ます。")]
    [InlineData("old doctor", "see", "small bird", "garden", "yesterday", "past first", "昨日、年老いた医者は庭で小さい鳥を見ました。")]
    [InlineData("young woman*", "buy", "red flower*", "market", "", "", "若い女性たちは市場で何本かの赤い花を買います。")]
    [InlineData("this clever girl", "read", "old book*", "school", "every-day", "", "この賢い少女は毎日学校で何冊かの古い本を読みます。")]
    [InlineData("tired man", "carry", "this heavy box*", "station", "", "past", "疲れた男性は駅でこれらの重い箱を運びました。")]
    [InlineData("hungry dog*", "eat", "big cake", "kitchen", "morning", "past", "空腹の犬たちは朝に台所で大きいケーキを食べました。")]
    [InlineData("beautiful queen", "call", "this white cat*", "", "evening", "first", "夕方に、美しい女王はこの白い猫たちを呼びます。")]
    [InlineData("old teacher", "call", "young boy*", "street", "last-week", "past", "年老いた先生は先週通りで何人かの若い少年を呼びました。")]
    [InlineData("young farmer", "repair", "old car", "village", "last-year", "past first", "去年、若い農夫は村で古い車を修理しました。")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("ja", subject, verb, what, place, time, how));
}

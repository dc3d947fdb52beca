namespace FusionOfN.Lab.Tests;

public sealed class KoreanGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "늙은 의사는 오늘 정원에서 작은 새를 봅니다.")]
    [InlineData("old teacher", "read", "old book", "school", "yesterday", "past first", "어제 늙은 선생님은 학교에서 오래된 책을 읽었습니다.")]
    [InlineData("young woman*", "buy", "red flower*", "market", "", "", "젊은 여자들은 시장에서 빨간 꽃들을 삽니다.")]
    [InlineData("this clever boy", "carry", "this heavy box", "station", "", "past", "이 똑똑한 소년은 역에서 이 무거운 상자를 날랐습니다.")]
    [InlineData("hungry dog", "eat", "big egg", "kitchen", "morning", "past", "배고픈 개는 아침에 부엌에서 큰 달걀을 먹었습니다.")]
    [InlineData("beautiful queen", "write", "new letter", "", "evening", "first", "저녁에 아름다운 여왕은 새로운 편지를 씁니다.")]
    [InlineData("tired farmer*", "sell", "this white horse*", "village", "last-year", "past", "피곤한 농부들은 작년에 마을에서 이 하얀 말들을 팔았습니다.")]
    [InlineData("happy girl", "draw", "black cat", "park", "every-sunday", "", "행복한 소녀는 일요일마다 공원에서 검은 고양이를 그립니다.")]
    [InlineData("happy man", "repair", "this black bag", "street", "last-week", "past first", "지난주에 행복한 남자는 거리에서 이 검은 가방을 고쳤습니다.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("ko", subject, verb, what, place, time, how));
}

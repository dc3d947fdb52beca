namespace FusionOfN.Lab.Tests;

public sealed class ArabicGrammarTests
{
    [Theory]
    [InlineData("old doctor", "see", "small bird", "garden", "today", "", "يرى الطبيب المسن طائرا صغيرا في الحديقة اليوم.")]
    [InlineData("young woman", "buy", "red flower", "market", "yesterday", "past first", "أمس اشترت المرأة الشابة زهرة حمراء في السوق.")]
    [InlineData("clever teacher*", "read", "old book*", "school", "last-week", "past", "قرأ المعلمون الأذكياء كتبا قديمة في المدرسة الأسبوع الماضي.")]
    [InlineData("this happy girl*", "carry", "this heavy box", "", "", "past", "حملت هؤلاء الفتيات السعيدات هذا الصندوق الثقيل.")]
    [InlineData("hungry dog*", "eat", "big cake", "kitchen", "morning", "past", "أكلت الكلاب الجائعة كعكة كبيرة في المطبخ في الصباح.")]
    [InlineData("beautiful queen", "call", "tired teacher*", "street", "", "", "تنادي الملكة الجميلة معلمين متعبين في الشارع.")]
    [InlineData("tired man*", "sell", "this white horse*", "village", "last-year", "past first", "العام الماضي باع الرجال المتعبون هذه الأحصنة البيضاء في القرية.")]
    [InlineData("young boy", "find", "white hat", "beach", "every-day", "", "يجد الولد الشاب قبعة بيضاء على الشاطئ كل يوم.")]
    [InlineData("this old farmer", "see", "this young doctor*", "park", "", "past", "رأى هذا المزارع المسن هؤلاء الأطباء الشباب في المنتزه.")]
    [InlineData("clever man", "draw", "beautiful woman*", "", "evening", "past", "رسم الرجل الذكي نساء جميلات في المساء.")]
    public void Render_Meaning_IsTheHandVerifiedSentence(
        string subject, string verb, string what, string place, string time, string how, string sentence) =>
        Assert.Equal(sentence, MeaningText.Render("ar", subject, verb, what, place, time, how));
}

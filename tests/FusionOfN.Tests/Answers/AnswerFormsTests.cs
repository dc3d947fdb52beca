using System.Text.RegularExpressions;
using CsCheck;
using FusionOfN.Testing;

namespace FusionOfN.Tests.Answers;

/// <summary>Answers in the forms people and models write them.</summary>
[Collection(nameof(AnswerFormsTests))]
[CollectionDefinition(nameof(AnswerFormsTests), DisableParallelization = true)]
public sealed partial class AnswerFormsTests
{
    [Theory]
    [InlineData("$\\frac{3}{4}$", "0.75")]
    [InlineData("The answer is $\\frac{3}{4}$.", "0.75")]
    [InlineData("\\boxed{18\\text{ cm}^2}", "18")]
    [InlineData("10^3", "1000")]
    [InlineData("The answer is 10^3.", "1000")]
    [InlineData("2 × 10^3", "2000")]
    [InlineData("$2 \\times 10^{3}$", "2000")]
    [InlineData("2 1/2", "2.5")]
    [InlineData("\\boxed{(3, 4)}", null)]
    [InlineData("3万円", "30000")]
    [InlineData("1.5 million", "1500000")]
    [InlineData("The answer is H2O.", null)]
    [InlineData("\\boxed{-2,1}", null)]
    [InlineData("Answer: Roger started with 5 balls, bought 6 more, so he has 11.", "11")]
    [InlineData("The answer is 18, because 3 times 6.", "18")]
    [InlineData("Answer: 18 (3 boxes of 6)", "18")]
    [InlineData("therefore 18 and not 36", "36")]
    [InlineData("Answer: therefore 18 and not 36", "18")]
    [InlineData("রজার ৫টি বল দিয়ে শুরু করেছিলেন। ২টি ক্যানের প্রতিটিতে ৩টি করে টেনিস বল ৬টি টেনিস বলের সমান। 5টি বল ছিল উত্তর হল 11।", "11")]
    [InlineData("రోజర్ 5 బంతులతో ప్రారంభించాడు. 5 + 6 = 11. సమాధానం 11.", "11")]
    [InlineData("Jibu ni 11.", "11")]
    [InlineData("คำตอบคือ 11", "11")]
    [InlineData("Ответ — 11.", "11")]
    [InlineData("回答:42", "42")]
    [InlineData("답변: 42", "42")]
    [InlineData("الإجابة النهائية: 42 من 50", "42")]
    [InlineData("उत्तर 18 है, 3 नहीं", "18")]
    [InlineData("Đáp án là 18 quả, 3 hộp", "18")]
    [InlineData("Jawabannya adalah 18 dari 20", "18")]
    [InlineData("Jawaban akhir: 18 dari 20", "18")]
    [InlineData("A resposta é 18, pois 3 vezes 6", "18")]
    [InlineData("جواب: 18 یا 20", null)]
    [InlineData("The final answer is: $\\boxed{5}$", "5")]
    [InlineData("La respuesta final es 18 y 3", null)]
    [InlineData("The answer is $\\sqrt{2}$.", null)]
    [InlineData("The answer is $\\frac{\\pi}{4}$", null)]
    [InlineData("\\boxed{\\frac{1}{2}}", "0.5")]
    [InlineData("\\boxed{x = 18}", "18")]
    [InlineData("\\boxed{\\text{18 apples}}", "18")]
    [InlineData("Area = 18 cm^2", "18")]
    [InlineData("area is 18 cm²", "18")]
    [InlineData("10³", "1000")]
    [InlineData("1,5 Millionen", "1500000")]
    [InlineData("3.5 billion people", "3500000000")]
    [InlineData("two of 3 lakh", "300000")]
    [InlineData("3만 5천", "35000")]
    [InlineData("5th of 12", "12")]
    [InlineData("Price: USD18", "18")]
    [InlineData("$5 and $6", "6")]
    [InlineData("She pays $9 * $2 = $18", "18")]
    [InlineData("18 = 2x3x3", "3")]
    [InlineData("x = $18$", "18")]
    [InlineData("\\(18\\)", "18")]
    [InlineData("\\[ x = 4 \\]", "4")]
    [InlineData("so \\(2\\frac{1}{2}\\) hours", "2.5")]
    [InlineData("$-\\frac{1}{2}$", "-0.5")]
    [InlineData("5/0", "0")]
    [InlineData("-3/4", "-0.75")]
    [InlineData("Answer: -\\frac{3}{4}", "-0.75")]
    [InlineData("the answer is approximately 3.14", "3.14")]
    [InlineData("Answer: about $1,200", "1200")]
    [InlineData("Answer: x = 5", "5")]
    [InlineData("The answer is that he has 5 + 6 = 11 balls left.", "11")]
    [InlineData("Answer: He has 11 balls (5 + 6).", "11")]
    [InlineData("Answer: 42 years", "42")]
    [InlineData("<answer>18</answer> of 20", "18")]
    [InlineData("Final Answer: The final answer is $18$. I hope it is correct.", "18")]
    [InlineData("答案是：18。共3人", "18")]
    [InlineData("답은 18개입니다. 3개 남음", "18")]
    [InlineData("2π", null)]
    [InlineData("Answer: 2\\pi", null)]
    [InlineData("gsm8k", null)]
    [InlineData("version v2", null)]
    [InlineData("Answer: 12,5 %", "12.5")]
    [InlineData("答えは33です。", "33")]
    [InlineData("2 * 10^-3", "0.002")]
    [InlineData("Answer: 3 x 6 = 18", "18")]
    [InlineData("The answer is 5 because 2 + 3", "5")]
    public void Number_Text_GivesTheValue(string text, string? expected) => Assert.Equal(expected, new NumberAnswerExtractor().Extract(text));

    [Theory]
    [InlineData("(1, 2)", "(1,2)")]
    [InlineData("(1,2)", "(1,2)")]
    [InlineData("x=5", "5")]
    [InlineData("x = 5", "5")]
    [InlineData("5", "5")]
    [InlineData("\\sqrt2", "\\sqrt{2}")]
    [InlineData("\\sqrt{2}", "\\sqrt{2}")]
    [InlineData("10^{3}", "1000")]
    [InlineData("10^3", "1000")]
    [InlineData("3, 5, 7", "3,5,7")]
    [InlineData("3,5,7", "3,5,7")]
    [InlineData("\\frac12", "0.5")]
    [InlineData("\\frac{1}{2}", "0.5")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("90^\\circ", "90")]
    [InlineData("90^{\\circ}", "90")]
    [InlineData("90°", "90")]
    [InlineData("\\left( 1, 2 \\right)", "(1,2)")]
    [InlineData("\\text{(B)}", "B")]
    [InlineData("B", "B")]
    [InlineData("(B)", "B")]
    [InlineData("\\mathrm{B}", "B")]
    [InlineData("5\\text{ cm}", "5")]
    [InlineData("5 \\, \\mathrm{cm}^2", "5")]
    [InlineData("5 cm", "5")]
    [InlineData("\\$5", "5")]
    [InlineData("50\\%", "50")]
    [InlineData("1,000", "1000")]
    [InlineData("1{,}000", "1000")]
    [InlineData("1\\,000", "1000")]
    [InlineData("1,000, 2,000", "1000,2000")]
    [InlineData("x \\in [0,1)", "x\\in[0,1)")]
    [InlineData("[0, 1)", "[0,1)")]
    [InlineData("\\{1, 2\\}", "\\{1,2\\}")]
    [InlineData("\\{2,1\\}", "\\{1,2\\}")]
    [InlineData("\\left\\{1,2\\right\\}", "\\{1,2\\}")]
    [InlineData("\\frac{\\pi}{2}", "\\frac{\\pi}{2}")]
    [InlineData("\\dfrac\\pi2", "\\frac{\\pi}{2}")]
    [InlineData("\\pi/2", "\\frac{\\pi}{2}")]
    [InlineData("2\\pi", "2\\pi")]
    [InlineData("2 \\cdot \\pi", "2\\pi")]
    [InlineData("2π", "2\\pi")]
    [InlineData("x^{2}", "x^2")]
    [InlineData("5ab", "5ab")]
    [InlineData("5 ab", "5ab")]
    [InlineData("2\\sqrt{3}", "2\\sqrt{3}")]
    [InlineData("2\\sqrt3", "2\\sqrt{3}")]
    [InlineData("1\\frac{1}{2}", "1.5")]
    [InlineData("\\frac{-1}{2}", "-0.5")]
    [InlineData("-\\frac{1}{2}", "-0.5")]
    [InlineData("\\text{Monday}", "Monday")]
    [InlineData("Monday.", "Monday")]
    [InlineData("\\text{east}, \\text{west}", "east,west")]
    [InlineData("2 + 3", "5")]
    [InlineData("y = 2x + 1", "2x+1")]
    [InlineData("f(x) = 2x", "2x")]
    [InlineData("(-\\infty, 3]", "(-\\infty,3]")]
    [InlineData("\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}", "\\begin{pmatrix}1\\\\2\\end{pmatrix}")]
    [InlineData("\\begin{pmatrix}1\\\\2\\end{pmatrix}", "\\begin{pmatrix}1\\\\2\\end{pmatrix}")]
    [InlineData("3 5", "3 5")]
    [InlineData("\\frac{2}{6}", "1/3")]
    [InlineData("1/3", "1/3")]
    [InlineData("\\frac{a}{b}", "\\frac{a}{b}")]
    [InlineData("a/b", "\\frac{a}{b}")]
    [InlineData("\\sqrt{16}", "4")]
    [InlineData("2^{10}", "1024")]
    [InlineData("3 \\text{ or } 5", "3,5")]
    [InlineData("3\\text{ and }5", "3,5")]
    [InlineData("x=3, 5", "3,5")]
    [InlineData("12\\text{ km/h}", "12")]
    [InlineData("18 apples", "18")]
    [InlineData("\\tfrac{3}{4}", "0.75")]
    [InlineData("3!", "3!")]
    [InlineData("(x+1)(x-2)", "(x+1)(x-2)")]
    [InlineData("(x+1) (x-2)", "(x+1)(x-2)")]
    [InlineData("\\textbf{(C)}", "C")]
    [InlineData("2:3", "2:3")]
    [InlineData("\\boldsymbol{7}", "7")]
    [InlineData("−5", "-5")]
    [InlineData("6.02\\times10^{23}", "602000000000000000000000")]
    [InlineData("\\text{No}", "No")]
    [InlineData("1,2,3,4", "1,2,3,4")]
    [InlineData("\\frac{1}{2}, \\frac{1}{3}", "0.5,1/3")]
    [InlineData("(\\frac12, 3)", "(0.5,3)")]
    public void Boxed_Formula_HasOneForm(string formula, string expected)
    {
        Assert.Equal(expected, new BoxedAnswerExtractor().Extract($@"so \boxed{{{formula}}}"));
        Assert.Equal(expected, new BoxedAnswerExtractor().Extract($@"\boxed{{{expected}}}"));
    }

    [Theory]
    [InlineData("The correct option is B, because A is wrong.", "B")]
    [InlineData("<answer>B</answer>", "B")]
    [InlineData("\\boxed{\\mathrm{B}}", "B")]
    [InlineData("Ответ: В", "B")]
    [InlineData("The answer is (B).", "B")]
    [InlineData("The answer is B because A is false", "B")]
    [InlineData("Answer: b", "B")]
    [InlineData("Answer: (c)", "C")]
    [InlineData("**Answer:** D", "D")]
    [InlineData("the answer is a car", null)]
    [InlineData("The correct answer is option C", "C")]
    [InlineData("\\boxed{\\text{E}}", "E")]
    [InlineData("I compared A and B.\n\n**C**", "C")]
    [InlineData("(A) is false, so it must be (D)", "D")]
    [InlineData("答案：Ｂ", "B")]
    [InlineData("A cat is an animal. I like it.", null)]
    [InlineData("Answer: Z", null)]
    [InlineData("", null)]
    [InlineData("Answer: **B) Paris**", "B")]
    [InlineData("Answer: B. Paris", "B")]
    [InlineData("The answer is $\\boxed{B}$", "B")]
    [InlineData("The answer is \\(\\text{C}\\)", "C")]
    [InlineData("\\boxed{(A)}", "A")]
    [InlineData("Option B is correct.", "B")]
    [InlineData("B is the correct answer.", "B")]
    [InlineData("So (C) is correct.", "C")]
    [InlineData("I choose D", "D")]
    [InlineData("I'd go with option C.", "C")]
    [InlineData("Therefore, B.", "B")]
    [InlineData("Die richtige Antwort ist B.", "B")]
    [InlineData("La opción correcta es la B", "B")]
    [InlineData("正确答案是B", "B")]
    [InlineData("选B", "B")]
    [InlineData("答案选C。", "C")]
    [InlineData("正解はBです", "B")]
    [InlineData("정답은 B입니다", "B")]
    [InlineData("الإجابة: ب", "B")]
    [InlineData("คำตอบคือ ข", "B")]
    [InlineData("ตอบ: ค", "C")]
    [InlineData("उत्तर: B", "B")]
    [InlineData("Đáp án: C", "C")]
    [InlineData("Jawaban: D", "D")]
    [InlineData("Resposta: A", "A")]
    [InlineData("Правильный ответ — С", "C")]
    [InlineData("Answer: Ⓑ", "B")]
    [InlineData("The best answer is A", "A")]
    [InlineData("Answer:\nB", "B")]
    [InlineData("Final answer: [B]", "B")]
    [InlineData("Answer: 'B'", "B")]
    [InlineData("Answer - B", "B")]
    [InlineData("Reasoning... D", null)]
    [InlineData("Answer: A cat", "A")]
    [InlineData("Choice: A", "A")]
    [InlineData("My choice is (a)", "A")]
    [InlineData("Answer is: A", "A")]
    [InlineData("A. because B is wrong, the answer is A", "A")]
    public void Choice_Text_GivesTheLetter(string text, string? expected) => Assert.Equal(expected, new ChoiceLetterAnswerExtractor().Extract(text));

    /// <summary>An announcement with other numbers around it, in the languages of the paper's sets and some more.</summary>
    public static TheoryData<string, string> Languages => new()
    {
        { "en", "There were 5 and 6 came. The answer is 11. That took 3 steps." },
        { "de", "Zuerst 5, dann 6. Die Antwort lautet 11. Das waren 3 Schritte." },
        { "de", "Zuerst 5, dann 6. Die Antwort ist 11. Das waren 3 Schritte." },
        { "es", "Primero 5 y luego 6. La respuesta es 11. Son 3 pasos." },
        { "es", "Primero 5 y luego 6. Respuesta final: 11. Son 3 pasos." },
        { "fr", "D'abord 5, puis 6. La réponse est 11. En 3 étapes." },
        { "fr", "Réponse finale : 11\nEn 3 étapes." },
        { "it", "Prima 5, poi 6. La risposta è 11. In 3 passi." },
        { "it", "Risposta finale: 11\nIn 3 passi." },
        { "pt", "Primeiro 5, depois 6. A resposta é 11. Em 3 passos." },
        { "pt", "Resposta final: 11\nEm 3 passos." },
        { "ru", "Сначала 5, потом 6. Ответ: 11. Это 3 шага." },
        { "ru", "Сначала 5, потом 6. Ответ — 11. Это 3 шага." },
        { "ru", "Окончательный ответ: 11\nЭто 3 шага." },
        { "zh", "先有5个，又来6个。答案是 11。共3步。" },
        { "zh", "先有5个，又来6个。最终答案：11\n共3步。" },
        { "zh", "回答：11\n共3步。" },
        { "ja", "最初は5個、次に6個。答えは11個です。3手順です。" },
        { "ja", "最終的な答え：11\n3手順です。" },
        { "ja", "解答: 11\n3手順です。" },
        { "ko", "처음에 5개, 다음에 6개. 정답은 11개입니다. 3단계였습니다." },
        { "ko", "최종 답변: 11\n3단계였습니다." },
        { "ar", "أولا 5 ثم 6. الجواب هو 11. في 3 خطوات." },
        { "ar", "الإجابة النهائية: 11\nفي 3 خطوات." },
        { "bn", "প্রথমে 5টি, পরে 6টি। উত্তর হল 11। এতে 3 ধাপ।" },
        { "bn", "প্রথমে ৫টি, পরে ৬টি। উত্তর: ১১\nএতে ৩ ধাপ।" },
        { "sw", "Kwanza 5, kisha 6. Jibu ni 11. Hatua 3." },
        { "sw", "Jibu la mwisho: 11\nHatua 3." },
        { "te", "మొదట 5, తర్వాత 6. సమాధానం 11. ఇవి 3 దశలు." },
        { "te", "సమాధానం: 11\nఇవి 3 దశలు." },
        { "th", "ตอนแรก 5 แล้วอีก 6 คำตอบคือ 11 ใน 3 ขั้น" },
        { "th", "คำตอบสุดท้าย: 11\nใน 3 ขั้น" },
        { "hi", "पहले 5, फिर 6। उत्तर 11 है। ये 3 चरण हैं।" },
        { "hi", "अंतिम उत्तर: 11\nये 3 चरण हैं।" },
        { "ur", "پہلے 5، پھر 6۔ جواب 11 ہے۔ یہ 3 مرحلے ہیں۔" },
        { "vi", "Đầu tiên 5, rồi 6. Đáp án là 11. Có 3 bước." },
        { "vi", "Câu trả lời cuối cùng: 11\nCó 3 bước." },
        { "id", "Mula-mula 5, lalu 6. Jawabannya adalah 11. Ada 3 langkah." },
        { "id", "Jawaban akhir: 11\nAda 3 langkah." },
        { "tr", "Önce 5, sonra 6. Cevap: 11. Bunlar 3 adım." },
        { "pl", "Najpierw 5, potem 6. Odpowiedź to 11. To 3 kroki." },
        { "nl", "Eerst 5, dan 6. Het antwoord is 11. In 3 stappen." },
        { "fa", "اول ۵ و بعد ۶. پاسخ: ۱۱\nدر ۳ گام." },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public void Number_AnnouncedInAnyLanguage_IsRead(string language, string text) => Assert.True(new NumberAnswerExtractor().Extract(text) == "11", $"{language}: {new NumberAnswerExtractor().Extract(text)}");

    [Theory]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("“It’s”", "\"It's\"")]
    [InlineData("a\u200bb", "ab")]
    [InlineData("\ufeffyes", " yes\u2060")]
    public void Exact_LooksTheSame_IsTheSame(string left, string right) => Assert.Equal(new ExactTextAnswerExtractor().Extract(left), new ExactTextAnswerExtractor().Extract(right));

    [Fact]
    public void Exact_JoinersThatMatter_AreKept() => Assert.NotEqual(new ExactTextAnswerExtractor().Extract("می\u200cخواهم"), new ExactTextAnswerExtractor().Extract("میخواهم"));

    [Fact]
    public void Extract_AnyText_IsOneFormOrNone()
    {
        string[] pieces =
        [
            "answer", " is ", ": ", "The ", "18", "3", ".", ",", " ", "\n", "$", "\\frac", "{", "}", "\\boxed{", "(", ")", "^", "_", "\\sqrt", "=", "-", "/", "×10", "万", " million", "\\text{", "B", "x", "\\(", "\\)", "५",
            "答案", "Ответ", "####", "<answer>", "\\", "\ud83d", "π", "[", "]", "%", "²", "#### ", "\\times", "0",
        ];
        IAnswerExtractor[] extractors = [.. AnswerExtractors.Names.Where(name => !name.StartsWith("regex", StringComparison.Ordinal)).Select(AnswerExtractors.Create)];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 24].Select(string.Concat).Sample(text =>
        {
            foreach (var extractor in extractors)
                Assert.NotEqual("", extractor.Extract(text));
            if (extractors[0].Extract(text) is { } number)
                Assert.Matches(Canonical(), number);
        }, iter: 3000);
    }

    /// <summary>Texts of 400 KB that make naive readers slow, or deep.</summary>
    [Theory]
    [InlineData("number", "\\boxed{")]
    [InlineData("number", "Answer: some\n")]
    [InlineData("number", "1,")]
    [InlineData("number", "$")]
    [InlineData("number", "The answer is ")]
    [InlineData("number", "\\frac{")]
    [InlineData("number", "7")]
    [InlineData("number", "step 1 ")]
    [InlineData("number", "Answer: 5? a ")]
    [InlineData("choice", "(A) or ")]
    [InlineData("boxed", "\\boxed{(")]
    [InlineData("boxed", "\\text{5")]
    [InlineData("choice", "Answer: (")]
    [InlineData("choice", "$ ")]
    [InlineData("choice", "*")]
    [InlineData("choice", "选项")]
    [InlineData("choice", "#### ")]
    [InlineData("number", "1 ")]
    [InlineData("number", "1万")]
    [InlineData("number", "1兆2億3万4千5")]
    [InlineData("number", "pages 1, 2, 3, 4, 5, 6, 7 and ")]
    [InlineData("exact", "e\u0301")]
    public void Extract_400KilobytesOfOneKind_ComesToAnEnd(string extractor, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 400_000 / piece.Length));
        var cost = ProcessorTime.Best(
            () =>
            {
                AnswerExtractors.Create(extractor).Extract(text);
                AnswerExtractors.Create(extractor).Extract($@"\boxed{{{text}}}");
                AnswerExtractors.Create(extractor).Extract($"Answer: {text[..90_000]}");
            },
            times: 1);
        Assert.True(cost < TimeSpan.FromSeconds(10), $"{cost.TotalSeconds} s");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("\\frac{1}{", "}")]
    [InlineData("\\text{5 ", "}")]
    [InlineData("-", "")]
    [InlineData("2^{", "}")]
    public void Boxed_DeepFormula_HasAnAnswer(string opening, string closing)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, 90)) + "1" + string.Concat(Enumerable.Repeat(closing, 90));
        Assert.NotNull(new BoxedAnswerExtractor().Extract($@"\boxed{{{deep}}}"));
    }

    [GeneratedRegex(@"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$|^-?[1-9][0-9]*/[1-9][0-9]*$")]
    private static partial Regex Canonical();
}

using System.Text.Json;

namespace FusionOfN.Tests.Answers;

public sealed class NumberAnswerExtractorTests
{
    private static readonly NumberAnswerExtractor Extractor = new();

    [Theory]
    [InlineData("She makes 9 * 2 = $<<9*2=18>>18 every day.\nA: 18", "18")]
    [InlineData("#### 1,234", "1234")]
    [InlineData("so 5 of 7.\n#### -3", "-3")]
    [InlineData("The answer is $\\boxed{42}$, not 7.", "42")]
    [InlineData("\\boxed{\\frac{3}{4}}", "0.75")]
    [InlineData("\\boxed{\\frac{2}{6}}", "1/3")]
    [InlineData("\\boxed{1{,}250\\%}", "1250")]
    [InlineData("\\boxed{x = 18}", "18")]
    [InlineData("Final answer: **3 x 6 = 18**", "18")]
    [InlineData("The answer is 5 because 2 + 3", "5")]
    [InlineData("The answer is 12. Check: 3 x 4 = 12, 2 remain", "12")]
    [InlineData("The answer isn't 5. Answer: 6", "6")]
    [InlineData("Answer:\n\n**18**\n\n(Page 3)", "18")]
    [InlineData("First I thought the answer is 4. On reflection the answer is 6.", "6")]
    [InlineData("There are 3 apples and 4 pears, so 7 fruits.", "7")]
    [InlineData("The number is 27.", "27")]
    [InlineData("50-8=42", "42")]
    [InlineData("10 -5", "5")]
    [InlineData("x = -5", "-5")]
    [InlineData("x = - 5", "-5")]
    [InlineData("a loss of -$5.50", "-5.5")]
    [InlineData("- 5 apples", "5")]
    [InlineData("temperature −40 °C", "-40")]
    [InlineData("0.50", "0.5")]
    [InlineData("about .5 litres", "0.5")]
    [InlineData("007", "7")]
    [InlineData("-0.0", "0")]
    [InlineData("1e6", "1000000")]
    [InlineData("2.5e-3", "0.0025")]
    [InlineData("Answer: 1/2", "0.5")]
    [InlineData("Answer: 1/3", "1/3")]
    [InlineData("on 12/05/2024", "2024")]
    [InlineData("18/2 = 9", "9")]
    [InlineData("€ 1.234,50", "1234.5")]
    [InlineData("1,234.50 USD", "1234.5")]
    [InlineData("1'234'567", "1234567")]
    [InlineData("12,34,567", "1234567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("3,5", "3.5")]
    [InlineData("3.125", "3.125")]
    [InlineData("0.125", "0.125")]
    [InlineData("0,125", "0.125")]
    [InlineData("5.600", "5600")]
    [InlineData("In 2023 100 people", "100")]
    [InlineData("1,2,3", "3")]
    [InlineData("1,1,1,1", "1")]
    [InlineData("12,34,56,78", "78")]
    [InlineData("1.2.3.4", "4")]
    [InlineData("0,5,10", "10")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("12 500,75", "12500.75")]
    [InlineData("١٨٫٥", "18.5")]
    [InlineData("١٬٢٣٤", "1234")]
    [InlineData("الجواب هو ١٨", "18")]
    [InlineData("𝟏𝟖", "18")]
    [InlineData("５，０００円", "5000")]
    [InlineData("정답은 18입니다. 3개는 남는다.", "18")]
    [InlineData("คำตอบคือ ๑๘ บาท", "18")]
    [InlineData("die Antwort lautet: 12,5 %", "12.5")]
    public void Extract_Text_GivesCanonicalNumber(string text, string expected) => Assert.Equal(expected, Extractor.Extract(text));

    [Theory]
    [InlineData("")]
    [InlineData("no digits at all")]
    [InlineData("H₂O is water, m² an area")]
    public void Extract_NoNumber_IsNull(string text) => Assert.Null(Extractor.Extract(text));

    [Theory]
    [InlineData('.', "70.000", "70")]
    [InlineData('.', "2,125", "2125")]
    [InlineData(',', "3.125", "3125")]
    [InlineData(',', "2,125", "2.125")]
    public void Extract_KnownDecimalSeparator_Decides(char separator, string text, string expected) =>
        Assert.Equal(expected, new NumberAnswerExtractor(separator).Extract(text));

    [Fact]
    public void Extract_MgsmResponses_GivesTheNumberWritten()
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "mgsm.json"));
        foreach (var row in JsonDocument.Parse(json).RootElement.EnumerateArray())
        {
            var response = row.GetProperty("response").GetString()!;
            // Two responses are wrong answers, and a robust reading must keep them so: a sign and a decimal point are not punctuation.
            var expected = response switch
            {
                "Answer: -5" => "-5",
                "The answer is 12.5" => "12.5",
                _ => row.GetProperty("target").GetString()!.Replace(",", "", StringComparison.Ordinal),
            };
            Assert.True(expected == Extractor.Extract(response), $"'{response}' gave {Extractor.Extract(response)}, not {expected}");
        }
    }

    [Fact]
    public void Constructor_UnknownSeparator_SaysWhatIsAllowed() =>
        Assert.Contains("'.' or ','", Assert.Throws<ArgumentException>(() => new NumberAnswerExtractor(';')).Message, StringComparison.Ordinal);
}

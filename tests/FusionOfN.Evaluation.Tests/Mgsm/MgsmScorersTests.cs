using System.Text.Json;
using FusionOfN.Evaluation.Tests.Golden;

namespace FusionOfN.Evaluation.Tests.Mgsm;

public sealed class MgsmScorersTests
{
    [Fact]
    public void SimpleEvals_EveryGoldenCase_IsTheToolsVerdict() => Check("simple_evals", MgsmScorers.SimpleEvals);

    [Fact]
    public void LmEval_EveryGoldenCase_IsTheToolsVerdict() => Check("lm_eval_native_or_en_regex", MgsmScorers.LmEval);

    [Theory]
    [InlineData("bn", "18", "উত্তর: ১৮", true)]
    [InlineData("th", "18", "คำตอบ: ๑๘", true)]
    [InlineData("ja", "18", "答え：１８", true)]
    [InlineData("en", "70000", "Answer: 70.000", true)]
    [InlineData("de", "5600", "Antwort: 5.600", true)]
    [InlineData("fr", "114,200", "Réponse : 114 200", true)]
    [InlineData("en", "18", @"\boxed{18}", true)]
    [InlineData("en", "18", "Answer: 18 (that is 3 x 6)", true)]
    [InlineData("en", "5", "Answer: -5", false)]
    [InlineData("en", "-5", "Answer: −5", true)]
    [InlineData("en", "18", "Answer: $18.00", true)]
    [InlineData("en", "125", "The answer is 12.5", false)]
    [InlineData("en", "2,125", "We get 2125 dollars.", true)]
    [InlineData("de", "1234", "Antwort: 1.234,00 €", true)]
    [InlineData("en", "5", "no number", false)]
    public void Robust_WhatPeopleWrite_IsReadAsPeopleDo(string language, string target, string response, bool correct) =>
        Assert.Equal(correct, MgsmScorers.Robust(response, target, language).Correct);

    private static void Check(string field, Func<string, string, string, MgsmVerdict> grade)
    {
        foreach (JsonElement golden in GoldenFile.Mgsm.EnumerateArray())
        {
            MgsmVerdict verdict = grade(golden.GetProperty("response").GetString()!, golden.GetProperty("target").GetString()!, golden.GetProperty("lang").GetString()!);
            Assert.Equal(golden.GetProperty(field).GetProperty("extracted").GetString(), verdict.Extracted);
            Assert.Equal(golden.GetProperty(field).GetProperty("correct").GetBoolean(), verdict.Correct);
        }
    }
}

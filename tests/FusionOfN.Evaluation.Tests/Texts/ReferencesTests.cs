using FusionOfN.Evaluation.Tests.Corpora;

namespace FusionOfN.Evaluation.Tests.Texts;

public sealed class ReferencesTests
{
    [Fact]
    public void Bleu_SeveralReferences_ClipsByTheMostAndTakesTheClosestLength()
    {
        // "a a b c": a twice in the second reference, b c in the first; lengths 3 and 5 are equally close, so 3.
        int[] counts = new int[10];

        new Bleu(new() { Tokenizer = "none" }).Count(new("a a b c", ["a b c", "a a x y z"]), counts);

        Assert.Equal([4, 3, 4, 3, 1, 0, 4, 3, 2, 1], counts);
    }

    [Fact]
    public void ChrF_SeveralReferences_TakesTheBestOne()
    {
        ChrFMetric metric = new();
        int[] several = new int[metric.CountLength];
        int[] alone = new int[metric.CountLength];

        metric.Count(new("the cat sat", ["a dog ran off", "the cat sat down"]), several);
        metric.Count(new("the cat sat", ["the cat sat down"]), alone);

        Assert.Equal(alone, several);
    }

    [Theory]
    [InlineData(BleuSmoothing.None, 0)]
    [InlineData(BleuSmoothing.Floor, 16.9904)]
    [InlineData(BleuSmoothing.AddK, 45.1801)]
    [InlineData(BleuSmoothing.Exp, 31.9472)]
    public void Bleu_Smoothing_FillsOrdersWithoutMatch(BleuSmoothing smoothing, double expected)
    {
        // "a b x y" against "a b c d": 2 of 4, 1 of 3, 0 of 2, 0 of 1.
        Assert.Equal(expected, Score(new() { Smoothing = smoothing, Tokenizer = "none" }, "a b x y", "a b c d"), 1e-3);
    }

    [Fact]
    public void Bleu_Lowercase_IgnoresCase() => Assert.Equal(100, Score(new() { Lowercase = true }, "The CAT sat down.", "the cat sat down."), 1e-9);

    [Theory]
    [InlineData("Er sagte: »Nein!« 3,5 %", "Er sagte : » Nein ! « 3,5 %")]
    [InlineData("Preis: 5€. Ok?", "Preis : 5 € . Ok ?")]
    [InlineData("1999.", "1999.")]
    [InlineData("a😀.b", "a 😀 . b")]
    public void Intl_Marks_AreSetApartButBetweenDigits(string line, string expected) => Assert.Equal(expected, BleuTokenizer.Of("intl").Tokenize(line));

    [Theory]
    [InlineData("13a", "a &quot;b&quot; &amp; c-\nd", "a \" b \" & cd")]
    [InlineData("13a", "<skipped>x..y 3.5 1-2 end.", "x . . y 3.5 1 - 2 end .")]
    [InlineData("zh", "他说𠮷“好”1.", "他 说 𠮷 “ 好 ” 1.")]
    public void Tokenize_Corners_AreThoseOfTheSource(string tokenizer, string line, string expected) => Assert.Equal(expected, BleuTokenizer.Of(tokenizer).Tokenize(line));

    [Fact]
    public void Score_TextFilesWithAnEmptyReference_LeavesThatOneOutAndSaysThatNumbersVary()
    {
        CorpusResult result = new CorpusScorer([new ChrFMetric()]).Score(
            [CorpusText.File("h", "one\r\ntwo\n")], [CorpusText.File("r1", "\uFEFFone\ntwo\n"), CorpusText.File("r2", "uno\n\n")], TestContext.Current.CancellationToken);

        Assert.Equal(100, result.Systems[0][0].Score);
        Assert.Null(result.References);
        Assert.StartsWith("nrefs:var|", new ChrFMetric().Signature.Write(result.References), StringComparison.Ordinal);
    }

    private static double Score(BleuOptions options, string hypothesis, string reference)
    {
        Bleu bleu = new(options);
        int[] counts = new int[bleu.CountLength];
        bleu.Count(new(hypothesis, [reference]), counts);
        return bleu.Score([.. counts.Select(count => (long)count)]);
    }
}

using System.Text.Json;
using CsCheck;

namespace FusionOfN.Tests.Metrics;

public sealed class ChrFTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void Score_GoldenSegments_EqualsReference()
    {
        foreach (var segment in Golden().GetProperty("segments").EnumerateArray())
        {
            var (hypothesis, reference) = (segment.GetProperty("hyp").GetString()!, segment.GetProperty("ref").GetString()!);
            Assert.Equal(segment.GetProperty("chrF2").GetDouble(), ChrF.Default.Score(hypothesis, reference), Tolerance);
            Assert.Equal(segment.GetProperty("chrF2++").GetDouble(), ChrF.PlusPlus.Score(hypothesis, reference), Tolerance);
        }
    }

    [Fact]
    public void Statistics_GoldenSegments_EqualReferenceCounts()
    {
        foreach (var segment in Golden().GetProperty("segments").EnumerateArray())
        {
            var metric = ChrF.Default;
            var statistics = metric.Statistics(metric.Profile(segment.GetProperty("hyp").GetString()!), metric.Profile(segment.GetProperty("ref").GetString()!));
            Assert.Equal(segment.GetProperty("chrF_stats").EnumerateArray().Select(value => value.GetInt64()), statistics.ToList());
        }
    }

    [Fact]
    public void CorpusScore_GoldenCorpus_EqualsReference()
    {
        var golden = Golden();
        var segments = golden.GetProperty("segments").EnumerateArray().ToList();
        var hypotheses = segments.ConvertAll(segment => segment.GetProperty("hyp").GetString()!);
        var references = segments.ConvertAll(segment => segment.GetProperty("ref").GetString()!);
        var corpus = golden.GetProperty("corpus");
        Assert.Equal(corpus.GetProperty("chrF2").GetProperty("score").GetDouble(), ChrF.Default.CorpusScore(hypotheses, references), Tolerance);
        Assert.Equal(corpus.GetProperty("chrF2++").GetProperty("score").GetDouble(), ChrF.PlusPlus.CorpusScore(hypotheses, references), Tolerance);
    }

    [Theory]
    [InlineData("aa", "ab", 8.3333, 25)]
    [InlineData("a", "a", 16.6667, 100)]
    [InlineData("a b c", "abc", 50, 100)]
    public void Score_EpsilonAndEffectiveOrder_EqualPublishedPoints(string hypothesis, string reference, double epsilon, double effective)
    {
        Assert.Equal(epsilon, new ChrF(beta: 3, epsilonSmoothing: true).Score(hypothesis, reference), 1e-4);
        Assert.Equal(effective, new ChrF(beta: 3).Score(hypothesis, reference), Tolerance);
    }

    [Fact]
    public void Score_SupplementaryCharacters_CountAsOneCodePoint()
    {
        var metric = ChrF.Default;
        Assert.Equal(2, metric.Statistics(metric.Profile("𠮷😀"), metric.Profile("𠮷"))[0].Hypothesis);
        Assert.Equal(0, metric.Statistics(metric.Profile("𠮷😀"), metric.Profile("𠮷"))[1].Hypothesis);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "abc")]
    [InlineData("abc", "")]
    [InlineData(" \t\n", "abc")]
    public void Score_EmptyText_IsZero(string hypothesis, string reference) => Assert.Equal(0, ChrF.PlusPlus.Score(hypothesis, reference));

    [Fact]
    public void Score_SeveralReferences_TakesTheBest()
    {
        var best = ChrF.Default.Score("the red fox", "the red fox ran");
        Assert.Equal(best, ChrF.Default.Score("the red fox", ["nothing alike", "the red fox ran", "red"]));
    }

    [Fact]
    public void Score_CountedTexts_EqualsStringScoreAndIsExactAgainstDictionaries()
    {
        Gen.Select(Texts, Texts).Sample((left, right) =>
        {
            var profiled = ChrF.PlusPlus.Score(ChrF.PlusPlus.Profile(left), ChrF.PlusPlus.Profile(right));
            Assert.Equal(profiled, ChrF.PlusPlus.Score(left, right));
            var statistics = ChrF.Default.Statistics(ChrF.Default.Profile(left), ChrF.Default.Profile(right));
            for (var order = 1; order <= 6; order++)
                Assert.Equal(NaiveMatches(left, right, order), statistics[order - 1].Matches);
        });
    }

    [Fact]
    public void Statistics_DifferentOrders_Throws() =>
        Assert.Throws<ArgumentException>(() => ChrF.Default.Score(ChrF.Default.Profile("a"), ChrF.PlusPlus.Profile("a")));

    [Fact]
    public void Score_MoreNgramsThanATableHolds_IsEstimatedFromAShareOfThem()
    {
        var text = RandomWords(seed: 1, words: 30_000);
        var half = text[..(text.Length / 2)] + RandomWords(seed: 2, words: 15_000);
        var statistics = ChrF.Default.Statistics(ChrF.Default.Profile(text), ChrF.Default.Profile(half));

        Assert.Equal(100, ChrF.Default.Score(text, text), Tolerance);
        Assert.Equal(0, ChrF.Default.Score(text, text.ToUpperInvariant()), Tolerance);
        foreach (var order in (int[])[1, 4, 6])
        {
            var exact = NaiveMatches(text, half, order);
            Assert.InRange(statistics[order - 1].Matches, (long)(0.97 * exact), (long)(1.03 * exact));
        }

        Assert.InRange(ChrF.Default.Score("a short text", text), 0, 0.1);
        Assert.InRange(ChrF.Default.Score(text, "a short text"), 0, 0.1);
    }

    [Fact]
    public void Profile_LongText_TakesNoMoreMemoryThanTheTablesHold()
    {
        var text = RandomWords(seed: 1, words: 200_000);
        ChrF.Default.Profile(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ChrF.Default.Profile(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 40_000_000);
    }

    private static string RandomWords(int seed, int words)
    {
        Random random = new(seed);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => (char)random.Next('a', 'z' + 1)))));
    }

    private static Gen<string> Texts => Gen.Char["ab c,.😀é"].Array[0, 60].Select(chars => new string(chars));

    private static long NaiveMatches(string left, string right, int order)
    {
        var (mine, theirs) = (Count(left, order), Count(right, order));
        return mine.Sum(pair => Math.Min(pair.Value, theirs.GetValueOrDefault(pair.Key)));
    }

    [Fact]
    public void Score_MoreDifferentCharactersThanFitIntoANumber_IsThatOfTheProfiles()
    {
        Random random = new(7);
        string[] texts = [.. Enumerable.Range(0, 2).Select(_ => string.Concat(Enumerable.Range(0, 4_000).Select(_ => (char)('\u4e00' + random.Next(3_000)))))];
        var mixed = string.Concat(texts[0].AsSpan(0, 2_500), texts[1].AsSpan(1_000));

        Assert.Equal(ChrF.PlusPlus.Score(ChrF.PlusPlus.Profile(mixed), ChrF.PlusPlus.Profile(texts[1])), ChrF.PlusPlus.Score(mixed, texts[1]));
    }

    private static Dictionary<string, int> Count(string text, int order)
    {
        List<string> points = [];
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            if (!char.IsWhiteSpace(text[i]))
                points.Add(text.Substring(i, length));
            i += length - 1;
        }

        return Enumerable.Range(0, Math.Max(0, points.Count - order + 1))
            .Select(i => string.Join('\0', points.Skip(i).Take(order)))
            .CountBy(gram => gram, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    private static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "chrf.json"))).RootElement;
}

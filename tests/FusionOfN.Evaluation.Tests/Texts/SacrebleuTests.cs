using System.Text.Json;
using FusionOfN.Evaluation.Tests.Corpora;
using FusionOfN.Evaluation.Tests.Golden;

namespace FusionOfN.Evaluation.Tests.Texts;

/// <summary>Every value of the golden file.</summary>
public sealed class SacrebleuTests
{
    private const double ScoreTolerance = 1e-9;
    private const double BootstrapTolerance = 1e-4;

    public static TheoryData<string> CorpusScores => ["chrF2", "chrF2++", "BLEU_13a", "BLEU_zh", "BLEU_char"];

    [Theory]
    [InlineData("chrF2", "chrF2")]
    [InlineData("chrF2++", "chrF2++")]
    [InlineData("BLEU_13a", "sentBLEU_13a")]
    [InlineData("BLEU_zh", "sentBLEU_zh")]
    [InlineData("BLEU_char", "sentBLEU_char")]
    [InlineData("BLEU_none", "sentBLEU_none")]
    public void Score_EverySegment_IsSacrebleus(string metric, string field)
    {
        ICorpusMetric scored = Metric(metric, effectiveOrder: true);
        foreach (var (golden, segment) in GoldenFile.Translations.GetProperty("segments").EnumerateArray().Zip(GoldenFile.Segments))
            Assert.Equal(golden.GetProperty(field).GetDouble(), Score(scored, segment), ScoreTolerance);
    }

    [Fact]
    public void Count_EverySegment_HasSacrebleusStatistics()
    {
        foreach (var (golden, segment) in GoldenFile.Translations.GetProperty("segments").EnumerateArray().Zip(GoldenFile.Segments))
            Assert.Equal(golden.GetProperty("chrF_stats").EnumerateArray().Select(count => count.GetInt32()), Count(new ChrFMetric(), segment));
    }

    [Theory]
    [InlineData("13a")]
    [InlineData("zh")]
    [InlineData("char")]
    [InlineData("none")]
    public void Tokenize_EverySegment_GivesSacrebleusWords(string tokenizer)
    {
        foreach (JsonElement golden in GoldenFile.Translations.GetProperty("segments").EnumerateArray())
        {
            string expected = string.Join(' ', golden.GetProperty($"tok_{tokenizer}").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(expected, BleuTokenizer.Of(tokenizer).Tokenize(golden.GetProperty("hyp").GetString()!));
        }
    }

    [Theory]
    [MemberData(nameof(CorpusScores))]
    public void Score_Corpus_IsSacrebleusWithSignatureAndInterval(string name)
    {
        JsonElement golden = GoldenFile.Translations.GetProperty("corpus").GetProperty(name);
        CorpusResult result = new CorpusScorer([Metric(name)]).Score([CorpusText.Rows(GoldenFile.Segments)], [], TestContext.Current.CancellationToken);

        SegmentCounts counts = result.Systems[0][0];
        ScoreInterval interval = ScoreInterval.Of(new CorpusResampler(result.Segments).Bootstrap([counts])[0]);
        JsonElement bootstrap = golden.GetProperty("bootstrap_1000_seed12345");
        Assert.Equal(golden.GetProperty("score").GetDouble(), counts.Score, ScoreTolerance);
        Assert.Equal(golden.GetProperty("sig").GetString(), counts.Metric.Signature.Write(result.References));
        Assert.Equal(golden.GetProperty("short").GetString(), counts.Metric.Signature.Write(result.References, isShort: true));
        Assert.Equal(golden.GetProperty("verbose").GetString(), counts.Detail ?? "");
        Assert.Equal(bootstrap.GetProperty("mean").GetDouble(), interval.Mean, BootstrapTolerance);
        Assert.Equal(bootstrap.GetProperty("lower").GetDouble(), interval.Low, BootstrapTolerance);
        Assert.Equal(bootstrap.GetProperty("upper").GetDouble(), interval.High, BootstrapTolerance);
        Assert.Equal(bootstrap.GetProperty("ci").GetDouble(), interval.HalfWidth, BootstrapTolerance);
    }

    [Fact]
    public void PairedTests_SecondSystem_HaveSacrebleusPValues()
    {
        JsonElement golden = GoldenFile.Translations.GetProperty("paired_tests");
        Segment[] other = [.. golden.GetProperty("system_b").EnumerateArray().Zip(GoldenFile.Segments, (text, segment) => segment with { Hypothesis = text.GetString()! })];
        string[] names = ["BLEU", "chrF2", "chrF2++"];
        CorpusResult result = new CorpusScorer([new Bleu(), new ChrFMetric(), new ChrFMetric(2)])
            .Score([CorpusText.Rows(GoldenFile.Segments, "base"), CorpusText.Rows(other, "other")], [], TestContext.Current.CancellationToken);
        CorpusResampler resampler = new(result.Segments);

        double[][] baseline = resampler.Bootstrap(result.Systems[0]);
        double[][] system = resampler.Bootstrap(result.Systems[1]);
        double[] randomized = resampler.Randomize(result.Systems[0], result.Systems[1]);
        for (int i = 0; i < names.Length; i++)
        {
            JsonElement bootstrapped = golden.GetProperty("paired").GetProperty("bs").GetProperty(names[i]);
            JsonElement exchanged = golden.GetProperty("paired").GetProperty("ar").GetProperty(names[i]);
            Assert.Equal(bootstrapped.GetProperty("p").GetDouble(), CorpusResampler.BootstrapPValue(result.Systems[0][i], result.Systems[1][i], baseline[i], system[i]));
            Assert.Equal(bootstrapped.GetProperty("mean_b").GetDouble(), ScoreInterval.Of(system[i]).Mean, BootstrapTolerance);
            Assert.Equal(bootstrapped.GetProperty("ci_b").GetDouble(), ScoreInterval.Of(system[i]).HalfWidth, BootstrapTolerance);
            Assert.Equal(exchanged.GetProperty("p").GetDouble(), randomized[i]);
            Assert.Equal(
                golden.GetProperty("paired").GetProperty("ar").GetProperty("signatures").GetProperty(names[i]).GetString(),
                result.Systems[0][i].Metric.Signature.Write(1, ("ar", 10_000, 12345)));
        }
    }

    private static ICorpusMetric Metric(string name, bool effectiveOrder = false) => name.Split('_') switch
    {
        ["BLEU", var tokenizer] => new Bleu(new() { Tokenizer = tokenizer, EffectiveOrder = effectiveOrder }),
        ["chrF2++"] => new ChrFMetric(2),
        _ => new ChrFMetric(),
    };

    private static double Score(ICorpusMetric metric, Segment segment) => metric.Score([.. Count(metric, segment).Select(count => (long)count)]);

    private static int[] Count(ICorpusMetric metric, Segment segment)
    {
        int[] counts = new int[metric.CountLength];
        metric.Count(segment, counts);
        return counts;
    }
}

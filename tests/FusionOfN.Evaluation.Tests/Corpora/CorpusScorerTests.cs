namespace FusionOfN.Evaluation.Tests.Corpora;

public sealed class CorpusScorerTests
{
    private static readonly CorpusScorer Scorer = new([new ChrFMetric()]);

    [Theory]
    [InlineData("""{"hypothesis":null,"references":["a"]}""", "hypothesis must be a text, but it is null")]
    [InlineData("""{"hypothesis":"a","references":[]}""", "references holds no text")]
    [InlineData("""{"hypothesis":"a","references":[null,""]}""", "references holds no text")]
    [InlineData("""{"hypothesis":"a","references":[1]}""", "one of them is a number")]
    [InlineData("""{"hypothesis":"a"}""", "references is missing")]
    [InlineData("""{"references":["a"]}""", "hypothesis is missing")]
    [InlineData("""{"hypothesis":"a","hypothesis":"b","references":["a"]}""", "hypothesis is there twice")]
    [InlineData("""["a"]""", "the row is a list")]
    [InlineData("plain text", "name the references with --ref")]
    [InlineData("""{"hypothesis":"a","references":["a"]} {}""", "not JSON")]
    [InlineData("""{"hypothesis":"\ud83d","references":["a"]}""", "half of a character")]
    [InlineData("""{"hypothesis":"a","references":["a"]""", "not JSON")]
    public void Score_BadRow_NamesFileLineAndMistake(string row, string expected)
    {
        CorpusException exception = Assert.Throws<CorpusException>(() => Score($$"""{"hypothesis":"x","references":["x"]}{{"\n\n"}}{{row}}"""));

        string problem = Assert.Single(exception.Problems);
        Assert.StartsWith("rows.jsonl:3: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_FilesOfDifferentLength_SaysHowLongEachIs()
    {
        CorpusException exception = Assert.Throws<CorpusException>(() => Scorer.Score(
            [CorpusText.Lines("hyp.txt", Enumerable.Repeat("a", 3000))], [CorpusText.Lines("ref.txt", Enumerable.Repeat("a", 2999))], TestContext.Current.CancellationToken));

        Assert.StartsWith("hyp.txt has 3000 lines, ref.txt has 2999 lines.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_SystemsWithOtherReferences_AreRefused()
    {
        CorpusException exception = Assert.Throws<CorpusException>(() => Scorer.Score(
            [CorpusText.Rows([new("a", ["a"])], "one"), CorpusText.Rows([new("a", ["b"])], "other")], [], TestContext.Current.CancellationToken));

        Assert.StartsWith("other:1: the references are others than those in one", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_ManyBatches_KeepsTheOrderOfSegments()
    {
        Segment[] segments = [.. Enumerable.Range(0, 5000).Select(i => new Segment(new string('a', (i % 50) + 1), ["aaaa"]))];

        CorpusResult result = Scorer.Score([CorpusText.Rows(segments)], [], TestContext.Current.CancellationToken);

        SegmentCounts counts = result.Systems[0][0];
        Assert.Equal(5000, result.Segments);
        Assert.Equal(segments.Select(segment => segment.Hypothesis.Length), Enumerable.Range(0, 5000).Select(i => counts.Rows[i * counts.Metric.CountLength]));
    }

    [Fact]
    public void Score_MoreSegmentsThanAreKept_HasTheSameScoreWithoutRows()
    {
        Segment[] segments = [.. Enumerable.Range(0, 3000).Select(i => new Segment($"{i} and more", [$"{i + 1} or less"]))];

        SegmentCounts all = Scorer.Score([CorpusText.Rows(segments)], [], TestContext.Current.CancellationToken).Systems[0][0];
        SegmentCounts few = new CorpusScorer([new ChrFMetric()], maxKept: 2000).Score([CorpusText.Rows(segments)], [], TestContext.Current.CancellationToken).Systems[0][0];

        Assert.Equal(all.Score, few.Score);
        Assert.False(few.HasRows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    public void Score_NothingInTheFile_IsSaid(string text) => Assert.Contains("has no segments", Assert.Throws<CorpusException>(() => Score(text)).Message, StringComparison.Ordinal);

    private static CorpusResult Score(string text) => Scorer.Score([CorpusText.File("rows.jsonl", text)], [], TestContext.Current.CancellationToken);
}

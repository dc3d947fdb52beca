using System.IO.Compression;
using System.Text;
using FusionOfN.Evaluation.Tests.Corpora;

namespace FusionOfN.Evaluation.Tests.Importing;

public sealed class ImportTests
{
    [Theory]
    [InlineData("[{0}]", ",")]
    [InlineData("{0}", "\n")]
    public async Task Packed_CutOff_IsSaidToBeBroken(string form, string between)
    {
        IEnumerable<string> rows = Enumerable.Range(0, 4_000).Select(row => $$"""{"instruction":"{{(row * 2_654_435_761L) ^ (row * 40_503L)}}","generator_2":"mine","preference":2}""");
        byte[] text = Encoding.UTF8.GetBytes(form.Replace("{0}", string.Join(between, rows), StringComparison.Ordinal));
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(text, TestContext.Current.CancellationToken);

        AlpacaEvalResult whole = await ReadAsync((int)packed.Length);
        CorpusException half = await Assert.ThrowsAsync<CorpusException>(() => ReadAsync((int)packed.Length / 2));
        CorpusException head = await Assert.ThrowsAsync<CorpusException>(() => ReadAsync(12));

        Assert.Equal(4_000, whole.NTotal);
        Assert.All([half, head], exception => Assert.Contains("a.json.gz is packed with gzip, and broken", exception.Message, StringComparison.Ordinal));

        Task<AlpacaEvalResult> ReadAsync(int length) =>
            AlpacaEvalImport.ReadAsync(new CorpusFile("a.json.gz", new MemoryStream(packed.ToArray(), 0, length)), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("[\n{0}\n]", ",\n")]
    [InlineData("\uFEFF[{0}]", ",")]
    [InlineData("{0}\n", "\n")]
    public async Task AlpacaEval_ListOrLines_GivesTheToolsFigures(string form, string between)
    {
        string[] rows =
        [
            """{"instruction":"a \"NaN\" in a text","output_2":"ab","generator_1":"base","generator_2":"mine","preference":2.0}""",
            """{"preference":1.25,"generator_2":"mine","output_2":"😀","instruction":"b"}""",
            """{"instruction":"c","generator_2":"mine","output_2":"abcd","preference":1.5}""",
            """{"instruction":"d","generator_2":"mine","output_2":null,"preference":0}""",
            """{"instruction":"e","generator_2":"mine","preference":NaN}""",
            """{"instruction":"f","generator_2":"mine","preference":null}""",
            """{"instruction":"g","generator_2":"mine","preference":7}""",
        ];

        AlpacaEvalResult result = await AlpacaEvalImport.ReadAsync(CorpusText.File("a.json", form.Replace("{0}", string.Join(between, rows), StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("mine", "base"), (result.Model, result.Baseline));
        Assert.Equal((1, 1, 2, 4, 3), (result.NWins, result.NWinsBase, result.NDraws, result.NTotal, result.NDropped));
        Assert.Equal(100 * (1 + 0.25 + 0.5 + 0.5) / 4, result.WinRate, 12);
        Assert.Equal(50, result.DiscreteWinRate, 12);
        Assert.Equal(15.729, result.StandardError!.Value, 3);
        Assert.Equal(2, result.AvgLength);
    }

    [Theory]
    [InlineData("""[{"instruction":"a","output":"b","generator":"m"}]""", "a.json, record 1: there is no preference", "an answer of a model")]
    [InlineData("""{"uid":"1","games":[]}""", "a.json:1: there is no preference", "a judgment of arena-hard")]
    [InlineData("[]", "a.json holds no annotations", "")]
    [InlineData("hello", "neither a JSON list nor JSON Lines", "")]
    [InlineData("PK\u0003\u0004", "a zip archive", "")]
    [InlineData("""[{"preference":"much"}]""", "preference must be a number", "\"much\"")]
    [InlineData("""[{"preference":1},{"preference":""", "a.json, record", "not JSON")]
    [InlineData("""[{"preference":1,"generator_2":"a"},{"preference":1,"generator_2":"b"}]""", "2 models; name one with --model: a, b", "")]
    [InlineData("""[{"preference":null}]""", "none with a preference between 1 and 2", "")]
    public async Task AlpacaEval_SomethingElse_SaysWhatWasFound(string text, string expected, string found)
    {
        CorpusException exception = await Assert.ThrowsAsync<CorpusException>(() => AlpacaEvalImport.ReadAsync(CorpusText.File("a.json", text), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The two ends are what pandas 1.2 and later reads from these texts.</summary>
    [Theory]
    [InlineData(29.921932265888202, 29.9219322658882)]
    [InlineData(1.3934584328741795, 1.3934584328741797)]
    [InlineData(29.068322981366464, 29.068322981366464)]
    [InlineData(50, 50)]
    public void PandasNumber_WrittenAndRead_IsWhatALeaderboardHas(double computed, double written) => Assert.Equal(written, PandasNumber.Settle(computed));

    [Fact]
    public async Task ArenaHard_TwoGames_CountStrongVerdictsThrice()
    {
        const string text = """
            {"uid":"1","category":"math","judge":"j","model":"m","baseline":"b","games":[{"score":"B>>A"},{"score":"A>B"}]}
            {"games":[{"score":"A=B"},{"score":"a=b"}],"model":"m","uid":"2","category":"code"}
            {"uid":"3","model":"m","games":[null,{"score":"A>B"}]}
            {"uid":"4","model":"m","games":[{"score":null},{"score":"A>B"}]}
            """;

        ArenaHardResult result = await ArenaHardImport.ReadAsync(CorpusText.File("m.jsonl", text), cancellationToken: TestContext.Current.CancellationToken);

        // 1 from the second game of question 1, three times 1 from the first; two halves from question 2.
        Assert.Equal(100 * (1 + 3 + 0.5 + 0.5) / 6, result.Score, 12);
        Assert.Equal((2, 6, 2), (result.NQuestions, result.NBattles, result.NDropped));
        Assert.Equal(100, result.Categories["math"]);
        Assert.Equal(1, result.SwapConsistency);
        Assert.True(result.CiLower <= result.Score && result.Score <= result.CiUpper);
    }

    [Fact]
    public async Task ArenaHard_EarlyVersion_IsTheMeanGrade()
    {
        const string text = """
            {"question_id":"1","model":"m","judgment":"good","score":10}
            {"question_id":"2","model":"m","judgment":"bad","score":"3"}
            {"question_id":"3","model":"m","judgment":"?","score":null}
            """;

        ArenaHardResult result = await ArenaHardImport.ReadAsync(CorpusText.File("m.jsonl", text), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((6.5, 1, (double?)null), (result.Score, result.NDropped, result.CiLower));
    }

    [Fact]
    public async Task LmEval_Samples_HasEveryMetricWithItsStandardError()
    {
        const string text = """
            {"doc_id":0,"filter":"none","metrics":["exact_match","acc"],"exact_match":1.0,"acc":true,"resps":[["1"]]}
            {"acc":false,"doc_id":1,"filter":"none","metrics":["exact_match","acc"],"exact_match":0.0}
            {"doc_id":2,"filter":"none","metrics":["exact_match","acc"],"exact_match":NaN,"acc":true}
            """;

        ImportedScores result = await LmEvalImport.ReadAsync(CorpusText.File("samples.jsonl", text), TestContext.Current.CancellationToken);

        Assert.Equal(["acc", "exact_match"], result.Scores.Select(score => score.Name));
        Assert.Equal(2 / 3.0, result.Scores[0].Mean, 12);
        Assert.Equal(1 / 3.0, result.Scores[0].StandardError!.Value, 12);
        Assert.Equal((0.5, 1), (result.Scores[1].Mean, result.Scores[1].NMissing));
    }

    [Fact]
    public void Inspect_Archive_CountsLettersAndNumbers()
    {
        MemoryStream stream = new();
        using (System.IO.Compression.ZipArchive archive = new(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(archive, "header.json", """{"version":2,"eval":{"model":"openai/m"}}""");
            Write(archive, "samples/1_epoch_1.json", """{"id":1,"epoch":1,"scores":{"match":{"value":"C"},"length":{"value":3.5}}}""");
            Write(archive, "samples/1_epoch_2.json", """{"id":1,"epoch":2,"scores":{"match":{"value":"I"},"length":{"value":NaN}}}""");
            Write(archive, "samples/2_epoch_1.json", """{"id":2,"epoch":1,"scores":null}""");
        }

        stream.Position = 0;

        ImportedScores result = InspectImport.Read(new("log.eval", stream), TestContext.Current.CancellationToken);

        Assert.Equal(("openai/m", 3), (result.Model, result.Rows));
        Assert.Equal([("length", 3.5, 1), ("match", 0.5, 2)], result.Scores.Select(score => (score.Name, score.Mean, score.N)));
    }

    [Fact]
    public void Inspect_NoArchive_IsSaid() => Assert.Contains("log.eval is no zip archive", Assert.Throws<CorpusException>(() => InspectImport.Read(CorpusText.File("log.eval", "{}"), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task AuthorsPairwise_Verdicts_GiveWinRatesAndTheirDifference()
    {
        const string text = """
            {"question_id":"1","language_code":"fr","BoN":"loss","Fusion":"win","judge_model_name":"j"}
            {"question_id":"2","language_code":"de","BoN":"tie","Fusion":"win"}
            """;

        ImportedScores result = await AuthorsPairwiseImport.ReadAsync(CorpusText.File("pairs.jsonl", text), TestContext.Current.CancellationToken);

        Assert.Equal([("BoN", 0.25), ("Fusion", 1), ("Fusion less BoN", 0.75)], result.Scores.Select(score => (score.Name, score.Mean)));
        Assert.Equal(0.5, result.Scores[0].Groups["de"]);
    }

    private static void Write(System.IO.Compression.ZipArchive archive, string name, string text)
    {
        using StreamWriter writer = new(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}

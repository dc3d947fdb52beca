using System.Text.Json;

namespace FusionOfN.Cli.Tests.Benching;

public sealed class BenchCommandTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Score_JsonLines_PrintsScoreSignatureAndInterval()
    {
        _session.Write("rows.jsonl", """
            {"hypothesis":"the cat sat on the mat","references":["the cat sat on a mat"],"id":1}
            {"hypothesis":"hello there","references":["hello world"]}
            """);

        CliResult result = await _session.RunAsync("bench", "score", "rows.jsonl", "--metric", "chrf,BLEU", "--tokenizer", "none", "--json");

        Assert.Equal(0, result.ExitCode);
        JsonElement[] scores = [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("scores").EnumerateArray()];
        Assert.Equal(["chrF2", "BLEU"], scores.Select(score => score.GetProperty("metric").GetString()));
        Assert.Equal("nrefs:1|case:mixed|eff:no|tok:none|smooth:exp|version:2.6.0", scores[1].GetProperty("signature").GetString());
        Assert.InRange(scores[0].GetProperty("score").GetDouble(), scores[0].GetProperty("interval").GetProperty("low").GetDouble(), scores[0].GetProperty("interval").GetProperty("high").GetDouble());
    }

    [Fact]
    public async Task Score_TextWithBaseline_HasPairedTestInSignature()
    {
        _session.Write("ref.txt", string.Concat(Enumerable.Range(0, 40).Select(i => $"line number {i} of it\n")));
        _session.Write("good.txt", string.Concat(Enumerable.Range(0, 40).Select(i => $"line number {i} of it\n")));
        _session.Write("bad.txt", string.Concat(Enumerable.Range(0, 40).Select(i => $"row {i}\n")));

        CliResult result = await _session.RunAsync("bench", "score", "good.txt", "--ref", "ref.txt", "--baseline", "bad.txt", "--paired", "ar", "--resamples", "200", "-m", "chrF2", "--json");

        JsonElement score = JsonDocument.Parse(result.Output).RootElement.GetProperty("scores")[1];
        Assert.Equal("better", score.GetProperty("against").GetProperty("verdict").GetString());
        Assert.Equal(1 / 201.0, score.GetProperty("against").GetProperty("p_value").GetDouble());
        Assert.StartsWith("nrefs:1|ar:200|seed:12345|", score.GetProperty("signature").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_BadRows_AreAllNamedAndNothingIsScored()
    {
        _session.Write("rows.jsonl", "{\"hypothesis\":\"a\",\"references\":[\"a\"]}\n{\"hypothesis\":1}\nnothing\n");

        CliResult result = await _session.RunAsync("bench", "score", "rows.jsonl");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("rows.jsonl:2: hypothesis must be a text, but it is a number", result.Error, StringComparison.Ordinal);
        Assert.Contains("rows.jsonl:3: the line is no JSON object", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 rows cannot be read", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("must be chrF2, chrF2++, BLEU or mgsm", "rows.jsonl", "--metric", "comet")]
    [InlineData("needs a dictionary of MeCab", "rows.jsonl", "--tokenizer", "ja-mecab")]
    [InlineData("did you mean 'char'?", "rows.jsonl", "--tokenizer", "chars")]
    [InlineData("a comparison needs two systems", "rows.jsonl", "--paired", "bs")]
    [InlineData("name a file to score", "--json")]
    [InlineData("mgsm grades responses and goes alone", "rows.jsonl", "-m", "mgsm,BLEU")]
    [InlineData("there is no file rows.jsonl", "rows.jsonl")]
    public async Task Score_WrongCommandLine_SaysWhatIsPossible(string expected, params string[] args)
    {
        CliResult result = await _session.RunAsync(["bench", "score", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Mgsm_ShowsThreeGradersAndWhereTheyDiffer()
    {
        _session.Write("answers.jsonl", """
            {"response":"Answer: 18","target":"18","language":"en"}
            {"response":"উত্তর: ১৮","target":"18","language":"bn"}
            """);

        CliResult json = await _session.RunAsync("bench", "score", "answers.jsonl", "--metric", "mgsm", "--json");
        CliResult text = await _session.RunAsync("bench", "score", "answers.jsonl", "--metric", "mgsm");

        Assert.Equal([50, 0, 100], JsonDocument.Parse(json.Output).RootElement.GetProperty("scores").EnumerateArray().Select(score => score.GetProperty("score").GetDouble()));
        Assert.Contains("mgsm:simple-evals and mgsm:robust disagree on 1 row: 0 right by the first only, 1 by the second only; rows 2", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AlpacaEval_PrintsTheToolsNames()
    {
        _session.Write("annotations.json", "[" + string.Join(',', Enumerable.Range(0, 10).Select(i => $$"""{"instruction":"q{{i}}","generator_2":"m","preference":{{(i < 3 ? "2" : "1")}}}""")) + "]");

        CliResult result = await _session.RunAsync("bench", "import", "alpaca-eval", "annotations.json", "--json");

        JsonElement printed = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(30, printed.GetProperty("win_rate").GetDouble());
        Assert.Equal((3, 0, 10), (printed.GetProperty("n_wins").GetInt32(), printed.GetProperty("n_draws").GetInt32(), printed.GetProperty("n_total").GetInt32()));
        Assert.Equal(30, printed.GetProperty("discrete_win_rate").GetDouble());
        Assert.Equal(15.275, printed.GetProperty("standard_error").GetDouble(), 3);
        Assert.True(printed.GetProperty("interval").GetProperty("low").GetDouble() < 30);
    }

    [Fact]
    public async Task Import_AnotherFormat_SaysWhichItIs()
    {
        _session.Write("m.jsonl", """{"uid":"1","model":"m","games":[{"score":"A>B"},{"score":"A=B"}]}""");

        CliResult wrong = await _session.RunAsync("bench", "import", "alpaca-eval", "m.jsonl");
        CliResult right = await _session.RunAsync("bench", "import", "arena-hard", "m.jsonl");

        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("Found: a judgment of arena-hard (arena-hard)", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("25.00", right.Output, StringComparison.Ordinal);
    }
}

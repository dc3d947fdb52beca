using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Pools;

public sealed class FuseCommandTests : IDisposable
{
    private static readonly string[] Local = ["-a", "first,majority-vote,minimum-bayes-risk"];

    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Fuse_GoldAnswers_ScoresEveryAggregatorWithTheOracleBeside()
    {
        string pools = PoolLines.Numbers(12, "3", "4", "4") + PoolLines.Numbers(3, "5", "6", "7").Replace("\"q", "\"hard", StringComparison.Ordinal);
        _session.Write("pools.jsonl", pools);

        CliResult result = await _session.RunAsync(["fuse", "pools.jsonl", .. Local]);

        Assert.Equal(0, result.ExitCode);
        Approved.Check("fuse-scores", result.Transcript);
    }

    [Fact]
    public async Task Fuse_JsonSummary_HoldsScoresAndPairedDifferences()
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(20, "3", "4", "4"));

        CliResult result = await _session.RunAsync(["fuse", "pools.jsonl", "--json", .. Local]);

        JsonElement scores = JsonDocument.Parse(result.Output).RootElement.GetProperty("scores");
        JsonElement vote = scores.EnumerateArray().Single(line => line.GetProperty("name").GetString() == "majority-vote");
        Assert.Equal(1, vote.GetProperty("share").GetDouble());
        Assert.Equal("first", vote.GetProperty("against").GetProperty("baseline").GetString());
        Assert.Equal(1, vote.GetProperty("against").GetProperty("difference").GetDouble());
        Assert.Equal("better", vote.GetProperty("against").GetProperty("verdict").GetString());
        JsonElement oracle = scores.EnumerateArray().Single(line => line.GetProperty("kind").GetString() == "oracle");
        Assert.Equal(20, oracle.GetProperty("correct").GetDouble());
    }

    [Fact]
    public async Task Fuse_OutFile_HoldsOneLinePerRowAndAggregatorWithReceipt()
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(5, "3", "4", "4"));

        CliResult result = await _session.RunAsync(["fuse", "pools.jsonl", "--out", "out.jsonl", .. Local]);

        Assert.Equal(0, result.ExitCode);
        IReadOnlyList<JsonElement> lines = PoolLines.Parse(_session.Read("out.jsonl"));
        Assert.Equal(15, lines.Count);
        JsonElement vote = lines.Single(line => Text(line, "id") == "q3" && Text(line, "aggregator") == "majority-vote");
        Assert.Equal("The answer is 4.", Text(vote, "answer"));
        Assert.Equal(1, vote.GetProperty("selected").GetInt32());
        Assert.True(vote.GetProperty("correct").GetBoolean());
        Assert.Equal("full", Text(vote.GetProperty("receipt"), "status"));
        Assert.Equal(3, vote.GetProperty("receipt").GetProperty("answered").GetInt32());
    }

    [Fact]
    public async Task Fuse_OutFile_HoldsConversationsThatTrainersRead()
    {
        _session.Write("pools.jsonl", """
            {"prompt":"6 times 7?","candidates":["42","42","41"],"gold":"42"}
            {"messages":[{"role":"system","content":"Be short."},{"role":"user","content":"1 and 2?"}],"candidates":["3","3"],"gold":"3"}
            """);

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "majority-vote");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            ["system: Be short. | user: 1 and 2? | assistant: 3", "user: 6 times 7? | assistant: 42"],
            PoolLines.Parse(_session.Read("out.jsonl"))
                .Select(line => string.Join(" | ", line.GetProperty("messages").EnumerateArray().Select(message => $"{Text(message, "role")}: {Text(message, "content")}")))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fuse_MarkedCandidates_MarksDecideOverGold()
    {
        _session.Write("pools.jsonl", """
            {"id":"a","question":"?","gold":"4","candidates":[{"model":"x","solution":"4","is_correct":false},{"model":"y","solution":"5","is_correct":true}]}
            """);

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "first", "--out", "-");

        JsonElement line = Assert.Single(PoolLines.Parse(result.Output));
        Assert.False(line.GetProperty("correct").GetBoolean());
        Assert.True(line.GetProperty("oracle").GetBoolean());
    }

    [Theory]
    [InlineData("""{"prompt":"?","responses":["a","b"]}""")]
    [InlineData("""{"question":"?","completions":[{"content":"a"},{"response":"b"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"?"}],"generations":[{"text":"a","model":"m"},"b"]}""")]
    [InlineData("""{"instruction":"?","answers":{"m1":"a","m2":{"text":"b"}}}""")]
    [InlineData("""{"id":7,"prompt":[{"role":"user","content":[{"type":"text","text":"?"}]}],"candidates":["a",null]}""")]
    public async Task Fuse_FieldsByOtherNames_AreUnderstood(string row)
    {
        _session.Write("pools.jsonl", row);

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "first", "--out", "-");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("a", Text(Assert.Single(PoolLines.Parse(result.Output)), "answer"));
    }

    [Fact]
    public async Task Fuse_BadRows_AreReportedWithLineAndFieldAndTheOthersGoOn()
    {
        _session.Write("pools.jsonl", """
            {"id":"a","prompt":"?","candidates":["4","4"],"gold":"4"}
            not json
            []
            {"id":"b","candidates":["4"]}
            {"id":"c","prompt":"?"}
            {"id":"d","prompt":"?","candidates":[]}
            {"id":"e","prompt":"?","candidates":["", null]}
            {"id":"f","prompt":"?","candidates":[{"model":"m"}]}
            {"id":"g","prompt":"?","candidates":[7]}
            {"id":"h","prompt":"?","candidates":[{"text":"4","is_correct":"yes"}]}
            {"id":"i","prompt":[{"role":"robot","content":"?"}],"candidates":["4"]}
            {"id":"j","prompt":"  ","candidates":["4"]}
            {"id":"a","prompt":"?","candidates":["4"]}
            {"id":{},"prompt":"?","candidates":["4"]}
            {"id":"k","prompt":"?","candidates":"4"}
            {"id":"l","prompt":"?","candidates":["4"],"gold":{}}

            {"id":"z","prompt":"?","candidates":["5","4"],"gold":"4"}
            """);

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "first");

        Assert.Equal(6, result.ExitCode);
        Approved.Check("fuse-bad-rows", result.Transcript);
    }

    [Fact]
    public async Task Fuse_RunTwice_SkipsFinishedRowsAndScoresAll()
    {
        string[] command = ["fuse", "pools.jsonl", "--out", "out.jsonl", .. Local];
        _session.Write("pools.jsonl", PoolLines.Numbers(4, "3", "4", "4"));
        await _session.RunAsync(command);
        _session.Write("pools.jsonl", PoolLines.Numbers(6, "3", "4", "4"));

        CliResult second = await _session.RunAsync(command);

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(18, PoolLines.Parse(_session.Read("out.jsonl")).Count);
        Assert.Contains("6 answers · 12 were there already", second.Error, StringComparison.Ordinal);
        Assert.Contains("6 rows", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuse_LastLineWithoutItsEnd_IsKept()
    {
        string[] command = ["fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first", "-c", "1"];
        _session.Write("pools.jsonl", PoolLines.Numbers(5, "4", "4"));
        await _session.RunAsync(command);
        string whole = _session.Read("out.jsonl");
        _session.Write("out.jsonl", whole[..^1]);

        CliResult result = await _session.RunAsync(command);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("5 were there already", result.Error, StringComparison.Ordinal);
        Assert.Equal(whole, _session.Read("out.jsonl"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(300)]
    public async Task Fuse_TornLastLine_IsDroppedAndDoneAgain(int missing)
    {
        string[] command = ["fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first", "-c", "1"];
        _session.Write("pools.jsonl", PoolLines.Numbers(5, "4", "4"));
        await _session.RunAsync(command);
        string whole = _session.Read("out.jsonl");
        _session.Write("out.jsonl", whole[..^missing]);

        CliResult result = await _session.RunAsync(command);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("was torn", result.Error, StringComparison.Ordinal);
        Assert.Contains("4 were there already", result.Error, StringComparison.Ordinal);
        Assert.Equal(["q0", "q1", "q2", "q3", "q4"], PoolLines.Parse(_session.Read("out.jsonl")).Select(line => Text(line, "id")));
    }

    [Fact]
    public async Task Fuse_OutputOfOtherSettings_IsRefusedAndUntouched()
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(2, "4", "4"));
        await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "majority-vote");
        string before = _session.Read("out.jsonl");

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "majority-vote", "-e", "exact");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--restart", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _session.Read("out.jsonl"));
    }

    [Fact]
    public async Task Fuse_Restart_StartsTheOutputAgain()
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(2, "4", "4"));
        _session.Write("out.jsonl", "something else\n");

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first", "--restart");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, PoolLines.Parse(_session.Read("out.jsonl")).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fuse_NothingAnswered_TouchesAndNamesNoFile(bool isThere)
    {
        _session.Write("pools.jsonl", "{\"prompt\":\"Q\",\"candidates\":7}\n");
        if (isThere)
            _session.Write("out.jsonl", "something else\n");

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first", "--restart");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("out.jsonl", result.Error, StringComparison.Ordinal);
        Assert.Equal(isThere, _session.Exists("out.jsonl"));
        Assert.Equal(isThere ? "something else\n" : null, isThere ? _session.Read("out.jsonl") : null);
    }

    [Fact]
    public async Task Fuse_BudgetSpent_KeepsWhatIsPaidForAndStopsWith5()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Upstream.OnRequest = _ => ModelServer.Fused("The answer is 4.") with { Usage = new UpstreamUsage(400, 50) };
        _session.Write("fusion.yaml", server.Configuration.Replace("omega }", "omega, max_completion_tokens: 100 }", StringComparison.Ordinal));
        _session.Write("pools.jsonl", PoolLines.Numbers(20, "3", "4", "4"));

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl", "-c", "1", "--budget", "0.02");

        Assert.Equal(5, result.ExitCode);
        int kept = PoolLines.Parse(_session.Read("out.jsonl")).Count;
        Assert.InRange(kept, 1, 19);
        Assert.Contains($"{20 - kept} rows not covered by the budget", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuse_FusorFailsForOneRow_FallsBackThereAndStrictTells()
    {
        await using ModelServer server = await ModelServer.StartAsync();
        server.Upstream.OnRequest = request => request.Body.Contains("question 1", StringComparison.Ordinal)
            ? UpstreamReply.Error(400, "not this one")
            : ModelServer.Fused("The answer is 4.");
        _session.Write("fusion.yaml", server.Configuration);
        _session.Write("pools.jsonl", PoolLines.Numbers(3, "3", "4", "4"));

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "fusion", "--out", "out.jsonl", "--strict");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal(3, PoolLines.Parse(_session.Read("out.jsonl")).Count);
        Assert.Contains("1 degraded", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuse_CancelledAtOnce_ExitsWith130AndSaysWhatItDid()
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(3, "4", "4"));
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        CliResult result = await _session.RunAsync("", stop.Token, "fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("stopped", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuse_StandardInput_IsReadFromAPipe()
    {
        CliResult result = await _session.RunAsync(
            PoolLines.Numbers(2, "3", "4", "4"), TestContext.Current.CancellationToken, "fuse", "-", "-a", "majority-vote", "--out", "-");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["q0", "q1"], PoolLines.Parse(result.Output).Select(line => Text(line, "id")).Order());
    }

    [Theory]
    [InlineData("boxed", @"so \boxed{7}", "7")]
    [InlineData("choice", "The answer is (B).", "B")]
    [InlineData("exact", "Paris", "Paris")]
    [InlineData(@"regex:= (\d+)", "1 + 1 = 2", "2")]
    public async Task Fuse_Extractor_ReadsBareGold(string extractor, string text, string gold)
    {
        _session.Write("pools.jsonl", JsonSerializer.Serialize(new { prompt = "?", candidates = new[] { text }, gold }));

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "first", "-e", extractor, "--out", "-");

        Assert.True(Assert.Single(PoolLines.Parse(result.Output)).GetProperty("correct").GetBoolean());
    }

    [Fact]
    public async Task Fuse_GoldTheExtractorCannotRead_IsSaidAndNotCountedAsWrong()
    {
        _session.Write("pools.jsonl", """{"prompt":"?","candidates":["Paris"],"gold":"Paris"}""");

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "-a", "first", "-e", "number");

        Assert.Contains("cannot be read by the extractor 'number'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("share", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fuse")]
    [InlineData("fuse", "missing.jsonl", "-a", "first")]
    [InlineData("fuse", "pools.jsonl", "-a", "firts")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "-e", "nope")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "-e", "regex:(")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "--concurrency", "0")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "--out", "pools.jsonl")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "--budget", "-1")]
    [InlineData("fuse", "pools.jsonl", "-a", "first", "--unknown")]
    public async Task Fuse_WrongUse_ExitsWith2AndOneClearLine(params string[] args)
    {
        _session.Write("pools.jsonl", PoolLines.Numbers(1, "4"));

        CliResult result = await _session.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

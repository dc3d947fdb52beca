using System.Text.Json;

namespace FusionOfN.Cli.Tests.Synth;

public sealed class SynthCommandTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.csv", "id,question,lang\n1,Capital of Japan?,en\n2,\"Capital of\nKenya?\",en\n3,too,many,fields\n4,Capital of Peru?,en\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Run_OwnCsv_MakesADataSetAndNamesTheBadRow()
    {
        CliResult result = await RunAsync();

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("prompts.csv: prompt = question, id = id, language = lang", result.Error, StringComparison.Ordinal);
        Assert.Contains("prompts.csv:5: has 4 fields, but the header names 3 columns", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, Lines("job/data/trl-sft/fusion/train.jsonl").Count);
        Assert.Equal("Kyoto, I think. The answer is 2.", Lines("job/data/trl-sft/teacher-gamma/train.jsonl")[0].GetProperty("completion")[0].GetProperty("content").GetString());
        Assert.Equal(4 * 3, _server.Upstream.Requests.Count);
        Assert.Equal(3, _server.Upstream.Requests.Where(request => request.Model == "alpha").Select(request => (long)request.Json["seed"]!).Distinct().Count());
        Assert.DoesNotContain(_session.Folder, _session.Read("job/data/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Again_CallsNobodyAndWritesTheSameBytes()
    {
        await RunAsync();
        string manifest = _session.Read("job/data/manifest.json");
        CliResult again = await RunAsync();

        Assert.Equal(6, again.ExitCode);
        Assert.Equal(4 * 3, _server.Upstream.Requests.Count);
        Assert.Equal(manifest, _session.Read("job/data/manifest.json"));
    }

    [Fact]
    public async Task Run_OtherAnswersInTheSameFolder_AreRefusedAndAnotherFolderSharesTheStore()
    {
        await RunAsync();
        CliResult refused = await _session.RunAsync("synth", "run", "prompts.csv", "--answers", "fusion", "--out", "job");
        CliResult other = await _session.RunAsync("synth", "run", "prompts.csv", "--answers", "majority-vote", "--out", "votes", "--store", "job/job.db");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'answers' was", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, other.ExitCode);
        Assert.Equal(4 * 3, _server.Upstream.Requests.Count);
        Assert.Equal(3, Lines("votes/data/trl-sft/majority-vote/train.jsonl").Count);
    }

    [Fact]
    public async Task Run_BudgetThatDoesNotReach_KeepsWhatIsThereAndGoesOnWithMore()
    {
        // What the whole job costs, with replies that are about as long as they may be.
        await _session.RunAsync("synth", "run", "prompts.csv", "--answers", "fusion", "--max-tokens", "20", "--out", "whole");
        decimal cost = JsonDocument.Parse((await _session.RunAsync("synth", "status", "whole", "--json")).Output).RootElement.GetProperty("cost_usd").GetDecimal();
        int before = _server.Upstream.Requests.Count;
        CliResult first = await RunAsync("--budget", (cost * 0.8m).ToString(System.Globalization.CultureInfo.InvariantCulture), "--max-tokens", "20", "--concurrency", "1");
        int paid = _server.Upstream.Requests.Count - before;
        CliResult more = await RunAsync("--budget", "5", "--max-tokens", "20");

        Assert.Equal(5, first.ExitCode);
        Assert.Contains("the budget is spent", first.Error, StringComparison.Ordinal);
        Assert.InRange(paid, 0, (4 * 3) - 1);
        Assert.Equal(6, more.ExitCode);
        Assert.Equal(4 * 3, _server.Upstream.Requests.Count - before);
        Assert.Equal(3, Lines("job/data/trl-sft/fusion/train.jsonl").Count);
    }

    [Fact]
    public async Task Run_MoreCandidatesAndABudgetThatIsNamedLater_BuyOnlyWhatIsNew()
    {
        await _session.RunAsync("synth", "run", "prompts.csv", "--answers", "fusion", "--out", "three");
        CliResult more = await _session.RunAsync("synth", "run", "prompts.csv", "--answers", "fusion", "-n", "5", "--budget", "5", "--store", "three/job.db", "--out", "five");

        // Two candidates and one fused answer for each prompt.
        Assert.Contains("9 calls from the store", more.Error, StringComparison.Ordinal);
        Assert.Equal((4 * 3) + (3 * 3), _server.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_MaxTokens_HoldForTheFusorToo()
    {
        await RunAsync("--max-tokens", "50");

        Assert.All(_server.Upstream.Requests.Where(request => request.Model != "omega"), request => Assert.Contains("50", request.Json.ToJsonString(), StringComparison.Ordinal));
        Assert.All(_server.Upstream.Requests.Where(request => request.Model == "omega"), request => Assert.InRange((int)request.Json["max_completion_tokens"]!, 50, 4_095));
    }

    [Fact]
    public async Task Run_FileThatBreaksOff_SaysWhereAndGoesOnWhenItIsWhole()
    {
        // Long, and of chance: what is unpacked ahead at the beginning must not reach the place where the file ends.
        Random random = new(1);
        string rows = string.Concat(Enumerable.Range(0, 400).Select(i => $"{{\"prompt\":\"Question {i} of {random.GetHexString(2000)}?\"}}\n"));
        byte[] packed = Packed(rows);
        string path = Path.Combine(_session.Folder, "rows.jsonl.gz");
        await File.WriteAllBytesAsync(path, packed[..(packed.Length / 2)], TestContext.Current.CancellationToken);
        CliResult broken = await _session.RunAsync("synth", "run", "rows.jsonl.gz", "--answers", "each-teacher", "--out", "job");
        CliResult plan = await _session.RunAsync("synth", "plan", "rows.jsonl.gz");
        await File.WriteAllBytesAsync(path, packed, TestContext.Current.CancellationToken);
        CliResult whole = await _session.RunAsync("synth", "run", "rows.jsonl.gz", "--answers", "each-teacher", "--out", "job");

        Assert.Equal((2, 2, 0), (broken.ExitCode, plan.ExitCode, whole.ExitCode));
        Assert.Matches("error: rows.jsonl.gz cannot be unpacked beyond row [0-9]+; the [0-9]+ prompts that were answered are kept", broken.Error);
        Assert.Contains("fetch it again. The same command goes on from here.", broken.Error, StringComparison.Ordinal);
        Assert.Equal(3 * 400, _server.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Run_Json_EndsWithTheReport()
    {
        CliResult result = await RunAsync("--json");

        JsonElement end = PoolLines.Parse(result.Output)[^1];
        Assert.Equal("end", end.GetProperty("event").GetString());
        Assert.Equal(3, end.GetProperty("progress").GetProperty("done").GetInt32());
        Assert.Equal(3, end.GetProperty("report").GetProperty("methods")[0].GetProperty("kept").GetInt32());
        Assert.Single(end.GetProperty("bad_rows").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"error":{"message":"no"}}""")]
    [InlineData("""{"error":{"message":"not allowed","code":"content_filter"}}""")]
    public async Task Run_FailedPrompts_AreRetriedWhenToldTo(string refusal)
    {
        var answer = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = request => request.Json.ToJsonString().Contains("Peru", StringComparison.Ordinal) ? FusionOfN.Testing.UpstreamReply.ErrorBody(400, refusal) : answer(request);
        CliResult failed = await RunAsync();
        CliResult status = await _session.RunAsync("synth", "status", "job");
        _server.Upstream.OnRequest = answer;
        CliResult retry = await _session.RunAsync("synth", "retry", "job");
        await RunAsync();

        Assert.Equal(6, failed.ExitCode);
        Assert.Contains("1 prompt failed (no-candidate)", failed.Error, StringComparison.Ordinal);
        Assert.Contains("3 prompts: 2 done, 1 failed, 0 waiting", status.Output, StringComparison.Ordinal);
        Assert.Contains("1 prompt waits again", retry.Error, StringComparison.Ordinal);
        Assert.Equal(3, Lines("job/data/trl-sft/fusion/train.jsonl").Count);
    }

    [Fact]
    public async Task Export_OtherFormatsAndFilters_CallNobody()
    {
        await RunAsync();
        _session.Write("test.jsonl", "{\"prompt\":\"Capital of Japan? And what is its currency, if it has one at all?\"}\n");
        CliResult export = await _session.RunAsync("synth", "export", "job", "--formats", "records,authors", "--max-characters", "45", "--decontaminate", "test.jsonl", "--to", "other");
        CliResult report = await _session.RunAsync("synth", "report", "other");
        CliResult verify = await _session.RunAsync("synth", "verify", "other");

        Assert.Equal((0, 0, 0), (export.ExitCode, report.ExitCode, verify.ExitCode));
        Assert.Contains("left out: 3 length", export.Error, StringComparison.Ordinal);
        Assert.Contains("fusion: 3 length", report.Output, StringComparison.Ordinal);
        Assert.Equal(4 * 3, _server.Upstream.Requests.Count);
        Assert.False(_session.Exists("other/trl-sft"));
        Assert.True(_session.Exists("job/data/trl-sft/fusion/train.jsonl"));
    }

    [Fact]
    public async Task Export_PairsOfAnswersWithoutScores_SaysWhyThereIsNone()
    {
        await RunAsync();
        CliResult export = await _session.RunAsync("synth", "export", "job", "--formats", "trl-dpo", "--to", "pairs");

        Assert.Contains("trl-dpo of fusion: no row: 3 times the answer has no score", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NoAnswerLeft_IsSaidAndNoSuccess()
    {
        await RunAsync();
        CliResult export = await _session.RunAsync("synth", "export", "job", "--max-characters", "1", "--json");
        CliResult report = await _session.RunAsync("synth", "report", "job");

        Assert.Equal(1, export.ExitCode);
        Assert.Contains("the data set has no row: every answer was left out", export.Error, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(export.Output).RootElement.GetProperty("methods")[0].GetProperty("removed").GetProperty("length").GetInt32());
        Assert.Contains("| length | 1 | ", report.Output, StringComparison.Ordinal);
        Assert.Contains("| Capital of Japan? | ", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherTemperature_IsRefusedInWords()
    {
        await RunAsync("--temperature", "0.5");
        CliResult refused = await RunAsync("--temperature", "0.9");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'sampling of alpha' was 'temperature 0.5' and is 'temperature 0.9'; ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Card_SaysWhatWasSpentAndHowToLoadAndNothingOfWhereItWent()
    {
        await RunAsync("--temperature", "0.5", "--concurrency", "3");
        string card = _session.Read("job/data/README.md");
        CliResult verify = await _session.RunAsync("synth", "verify", "job", "--json");

        Assert.Contains("in 12 calls with", card, StringComparison.Ordinal);
        Assert.Contains("- sampling of alpha: temperature 0.5\n", card, StringComparison.Ordinal);
        Assert.Contains("load_dataset(\"PATH-OR-OWNER/NAME\", \"default\", split=\"train\")", card, StringComparison.Ordinal);
        Assert.Contains("      - {name: train, num_examples: 3}\n", card, StringComparison.Ordinal);
        Assert.Contains("| `completion` | list of {role, content} | the answer of the method |", card, StringComparison.Ordinal);
        Assert.Contains("fusion synth run prompts.csv --answers fusion,majority-vote,random-teacher,each-teacher --temperature 0.5\n", card, StringComparison.Ordinal);
        Assert.Empty(JsonDocument.Parse(verify.Output).RootElement.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task Verify_ChangedFile_ExitsWithOne()
    {
        await RunAsync();
        _session.Write("job/data/report.md", "nothing to see");

        CliResult verify = await _session.RunAsync("synth", "verify", "job");
        Assert.Equal(1, verify.ExitCode);
        Assert.Contains("report.md was changed", verify.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_PromptsAndMethods_SumsWithoutACall()
    {
        CliResult plan = await _session.RunAsync("synth", "plan", "prompts.csv", "--answers", "fusion,majority-vote", "--json");

        JsonElement document = JsonDocument.Parse(plan.Output).RootElement;
        Assert.Equal(3, document.GetProperty("prompts").GetInt32());
        Assert.Equal(3, document.GetProperty("languages").GetProperty("en").GetInt32());
        Assert.Equal(["alpha", "beta", "gamma", "omega"], document.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal(3, document.GetProperty("models")[0].GetProperty("calls").GetProperty("min").GetInt32());
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Export_Terms_MakeTheLicenceOrForbidIt()
    {
        await RunAsync();
        CliResult open = await _session.RunAsync("synth", "export", "job", "--terms", "alpha=MIT,beta=Apache-2.0,gamma=CC-BY-4.0,omega=MIT");
        CliResult closed = await _session.RunAsync("synth", "export", "job", "--terms", "alpha=no-training");
        CliResult unknown = await _session.RunAsync("synth", "export", "job", "--terms", "delta=MIT");

        Assert.Equal((0, 2, 2), (open.ExitCode, closed.ExitCode, unknown.ExitCode));
        Assert.Contains("license: cc-by-4.0", _session.Read("job/data/README.md"), StringComparison.Ordinal);
        Assert.Contains("the terms of alpha (no-training) forbid to train", closed.Error, StringComparison.Ordinal);
        Assert.Contains("no answer of this job is from 'delta'", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-training", "alpha (no-training)")]
    [InlineData("evaluation-only", "alpha (evaluation-only)")]
    public async Task Run_TermsInTheConfigurationForbidIt_NothingIsPaidUnlessTold(string terms, string named)
    {
        _session.Write("fusion.yaml", WithTerms(terms));
        CliResult refused = await RunAsync();
        int before = _server.Upstream.Requests.Count;
        CliResult plan = await _session.RunAsync("synth", "plan", "prompts.csv", "--answers", "fusion");
        CliResult told = await RunAsync("--allow-terms");

        Assert.Equal((2, 6), (refused.ExitCode, told.ExitCode));
        Assert.Equal(0, before);
        Assert.Contains($"the terms of {named} forbid to train", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"the terms of {named} forbid to train", plan.Error, StringComparison.Ordinal);
        Assert.Contains("license: other", _session.Read("job/data/README.md"), StringComparison.Ordinal);
        Assert.Contains($"- alpha: {terms}, training **not** allowed", _session.Read("job/data/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TermsInTheConfiguration_MakeTheLicenceAndTheLineWins()
    {
        _session.Write("fusion.yaml", WithTerms("apache-2.0"));
        await RunAsync();
        string unknown = _session.Read("job/data/README.md");
        await _session.RunAsync("synth", "export", "job", "--terms", "beta=mit,gamma=mit,omega=mit");
        string apache = _session.Read("job/data/README.md");
        await _session.RunAsync("synth", "export", "job", "--terms", "alpha=cc-by-4.0,beta=mit,gamma=mit,omega=mit,prompts=cc-by-sa-4.0");

        Assert.Contains("license: unknown", unknown, StringComparison.Ordinal);
        Assert.Contains("The terms of beta, gamma, omega are not known", unknown, StringComparison.Ordinal);
        Assert.Contains("license: apache-2.0", apache, StringComparison.Ordinal);
        Assert.Contains("- prompts: not known, and not part of this licence", apache, StringComparison.Ordinal);
        Assert.Contains("license: cc-by-sa-4.0", _session.Read("job/data/README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TermsThatAreNoWord_AreNamedWithTheirLine()
    {
        _session.Write("fusion.yaml", WithTerms("'ask the lawyers'"));
        CliResult result = await RunAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Matches("fusion.yaml:[0-9]+:[0-9]+: error: .*Write a licence as an SPDX identifier such as apache-2.0, or no-training, or evaluation-only.", result.Error);
    }

    [Fact]
    public async Task Run_PairwiseEvaluationsOfThePaper_AreRefusedUnlessTold()
    {
        _session.Write("pairs.jsonl", """{"question_id":"1","prompt":"Q","language_code":"fr","BoN":"loss","Fusion":"win","bon_completion":"a","fusion_completion":"b","judge_model_name":"j"}""");
        CliResult refused = await _session.RunAsync("synth", "run", "pairs.jsonl", "--answers", "fusion", "--out", "pairs");
        CliResult told = await _session.RunAsync("synth", "run", "pairs.jsonl", "--answers", "fusion", "--without", "language", "--out", "pairs", "--ignore-terms");

        Assert.Equal((2, 0), (refused.ExitCode, told.ExitCode));
        Assert.Contains("not for training", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the prompt file is missing", "run")]
    [InlineData("there is no file nothing.jsonl", "run", "nothing.jsonl")]
    [InlineData("there is no method 'bestofn'", "run", "prompts.csv", "--answers", "bestofn")]
    [InlineData("there is no format 'alpaca'", "run", "prompts.csv", "--formats", "alpaca")]
    [InlineData("--column takes use=name", "run", "prompts.csv", "--column", "question")]
    [InlineData("prompts.csv has no column 'ask' for prompt", "run", "prompts.csv", "--column", "prompt=ask")]
    [InlineData("--decontaminate: there is no file gone.jsonl", "run", "prompts.csv", "--decontaminate", "gone.jsonl")]
    [InlineData("leave nothing to train on", "run", "prompts.csv", "--answers", "fusion", "--test", "0.6", "--validation", "0.4")]
    [InlineData("'klingon!!' is no language code", "run", "prompts.csv", "--language", "klingon!!")]
    [InlineData("--margin must be 0 or more", "run", "prompts.csv", "--margin", "-1")]
    [InlineData("--min-characters 9 is more than --max-characters 3", "run", "prompts.csv", "--min-characters", "9", "--max-characters", "3")]
    [InlineData("holds no job of 'fusion synth'", "status", "nowhere")]
    [InlineData("has no data set yet", "report", "nowhere")]
    [InlineData("has no manifest.json", "verify", "nowhere")]
    public async Task Synth_Mistakes_AreSaidBeforeAnythingIsPaid(string expected, params string[] args)
    {
        CliResult result = await _session.RunAsync(["synth", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    private string WithTerms(string terms) =>
        _server.Configuration.Replace("{ endpoint: lab, id: alpha }", $"{{ endpoint: lab, id: alpha, terms: {terms} }}", StringComparison.Ordinal);

    private Task<CliResult> RunAsync(params string[] more) =>
        _session.RunAsync(["synth", "run", "prompts.csv", "--answers", "fusion,majority-vote,random-teacher,each-teacher", "--out", "job", .. more]);

    private static byte[] Packed(string text)
    {
        using MemoryStream stream = new();
        using (System.IO.Compression.GZipStream gzip = new(stream, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    private IReadOnlyList<JsonElement> Lines(string name) => PoolLines.Parse(_session.Read(name));
}

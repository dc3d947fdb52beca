using System.Text.Json;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Asking;

public sealed class AskFileTests : IAsyncLifetime
{
    private readonly CliSession _session = new();
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
        _session.Write("prompts.jsonl", """
            {"id": "jp", "prompt": "Capital of Japan?", "level": 3}
            {"id": "ke", "prompt": "Capital of Kenya?"}
            {"id": "again", "prompt": "Capital of Japan?", "level": 3}

            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Ask_ListOfPrompts_AnswersEveryRowInTheirOrder()
    {
        CliResult result = await AskAsync();

        IReadOnlyList<JsonElement> lines = Lines("answers.jsonl");
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Equal(["jp", "ke", "again"], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.All(lines, line => Assert.Equal("The capital of Japan is Tokyo. Its currency is the yen.", line.GetProperty("answer").GetString()));
        Assert.Equal(("fusion", "omega", "full"), (Text(lines[0], "aggregator"), Text(lines[0], "model"), Text(lines[0], "status")));
        Assert.Equal(["user", "assistant"], lines[0].GetProperty("messages").EnumerateArray().Select(message => Text(message, "role")));
        Assert.Equal(3, lines[0].GetProperty("metadata").GetProperty("level").GetInt32());
        Assert.Contains("the answers are in answers.jsonl", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ListAgain_PaysNothingAndGoesOnWithNewRows()
    {
        await AskAsync();
        int paid = _server.Upstream.Requests.Count;
        string first = _session.Read("answers.jsonl");
        CliResult again = await AskAsync();
        _session.Write("prompts.jsonl", _session.Read("prompts.jsonl") + """{"id": "pe", "prompt": "Capital of Peru?"}""");
        CliResult more = await AskAsync();

        Assert.Equal((0, 0), (again.ExitCode, more.ExitCode));
        Assert.Equal(paid + 4, _server.Upstream.Requests.Count);
        Assert.StartsWith(first, _session.Read("answers.jsonl"), StringComparison.Ordinal);
        Assert.Equal(4, Lines("answers.jsonl").Count);
    }

    [Fact]
    public async Task Ask_ListWithOptions_CarriesThemToEveryPrompt()
    {
        CliResult result = await AskAsync("--models", "alpha", "-n", "2", "--fusor", "omega", "--system", "Be brief.", "--temperature", "0.3", "--seed", "5", "--quiet");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(_server.Upstream.Requests.Where(request => request.Model == "alpha"), request =>
        {
            Assert.Equal("system", (string?)request.Json["messages"]![0]!["role"]);
            Assert.Equal("Be brief.", (string?)request.Json["messages"]![0]!["content"]);
            Assert.Equal(0.3, (double)request.Json["temperature"]!, 6);
        });
        Assert.All(Lines("answers.jsonl"), line => Assert.Equal("omega", Text(line, "model")));
        Assert.Equal(["system", "user", "assistant"], Lines("answers.jsonl")[0].GetProperty("messages").EnumerateArray().Select(message => Text(message, "role")));
    }

    [Fact]
    public async Task Ask_ListWithSchema_HoldsEveryAnswerToIt()
    {
        _session.Write("city.json", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");
        _server.Upstream.OnRequest = request => request.Model == "omega" ? ModelServer.Fused("""{"city":"Tokyo"}""") : """{"city":"Kyoto"}""";
        CliResult result = await AskAsync("--schema", "city.json");

        Assert.Equal(0, result.ExitCode);
        Assert.All(Lines("answers.jsonl"), line => Assert.Equal("""{"city":"Tokyo"}""", Text(line, "answer")));
        Assert.All(_server.Upstream.Requests.Where(request => request.Model == "alpha"), request => Assert.Equal("json_schema", (string?)request.Json["response_format"]!["type"]));
    }

    [Theory]
    [InlineData("prompts.csv", "id,question\n1,Capital of Japan?\n2,Capital of Kenya?\n")]
    [InlineData("prompts.tsv", "id\tquestion\n1\tCapital of Japan?\n2\tCapital of Kenya?\n")]
    [InlineData("prompts.json", """[{"prompt":"Capital of Japan?"},{"messages":[{"role":"user","content":"Capital of Kenya?"}]}]""")]
    public async Task Ask_OtherListBesideAnswers_IsAListToo(string file, string text)
    {
        _session.Write(file, text);
        CliResult result = await _session.RunAsync("ask", "--file", file, "--out", "answers.jsonl", "-a", "majority-vote");

        Assert.InRange(result.ExitCode, 0, 6);
        Assert.NotEmpty(Lines("answers.jsonl"));
        Assert.All(Lines("answers.jsonl"), line => Assert.Equal("majority-vote", Text(line, "aggregator")));
    }

    [Fact]
    public async Task Ask_TableWithoutAnswersFile_IsOnePrompt()
    {
        _session.Write("table.csv", "id,question\n1,Capital of Japan?\n");
        CliResult result = await _session.RunAsync("ask", "--file", "table.csv", "--system", "Describe this table.");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Tokyo", result.Output, StringComparison.Ordinal);
        Assert.Contains(_server.Upstream.Requests, request => request.Json.ToJsonString().Contains("id,question", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_ListWithFailedPrompts_SaysWhichInTheirLines()
    {
        var answer = _server.Upstream.OnRequest!;
        _server.Upstream.OnRequest = request => request.Json.ToJsonString().Contains("Kenya", StringComparison.Ordinal) ? UpstreamReply.ErrorBody(400, """{"error":{"message":"no"}}""") : answer(request);
        CliResult failed = await AskAsync();
        JsonElement line = Lines("answers.jsonl")[1];
        _server.Upstream.OnRequest = answer;
        await _session.RunAsync("synth", "retry", "answers.jsonl.job");
        CliResult mended = await AskAsync();

        Assert.Equal((6, 0), (failed.ExitCode, mended.ExitCode));
        Assert.Equal("ke", Text(line, "id"));
        Assert.False(line.TryGetProperty("answer", out _));
        Assert.NotEmpty(Text(line, "error")!);
        Assert.Contains("'fusion synth retry answers.jsonl.job'", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Tokyo", Text(Lines("answers.jsonl")[1], "answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_ListOverBudget_KeepsWhatIsThereAndGoesOn()
    {
        CliResult little = await AskAsync("--budget", "0.0001");
        CliResult enough = await AskAsync("--budget", "20");

        Assert.Equal((5, 0), (little.ExitCode, enough.ExitCode));
        Assert.Equal(3, Lines("answers.jsonl").Count);
    }

    [Fact]
    public async Task Ask_ListWithEstimate_SendsNothing()
    {
        CliResult result = await _session.RunAsync("ask", "--file", "prompts.jsonl", "--estimate", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, JsonDocument.Parse(result.Output).RootElement.GetProperty("prompts").GetInt32());
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_AnswersFileOfSomebodyElse_IsNotOverwritten()
    {
        _session.Write("answers.jsonl", "mine\n");
        CliResult refused = await AskAsync();
        string kept = _session.Read("answers.jsonl");
        CliResult forced = await AskAsync("--force");

        Assert.Equal((2, 0), (refused.ExitCode, forced.ExitCode));
        Assert.Equal("mine\n", kept);
        Assert.Contains("answers.jsonl is there already", refused.Error, StringComparison.Ordinal);
        Assert.Equal(3, Lines("answers.jsonl").Count);
    }

    [Fact]
    public async Task Ask_SameAnswersFileWithOtherSettings_IsRefusedAndNothingIsLost()
    {
        await AskAsync();
        string first = _session.Read("answers.jsonl");
        CliResult other = await AskAsync("--system", "Be brief.");

        Assert.Equal(2, other.ExitCode);
        Assert.Contains("system message", other.Error, StringComparison.Ordinal);
        Assert.Contains("Name another --out", other.Error, StringComparison.Ordinal);
        Assert.Equal(first, _session.Read("answers.jsonl"));
    }

    [Theory]
    [InlineData("there is no place for the answers", "--file", "prompts.jsonl")]
    [InlineData("there is no place for the answers", "--file", "hf:owner/questions")]
    [InlineData("'hf:questions' is no data set of the hub", "--file", "hf:questions", "--out", "answers.jsonl")]
    [InlineData("but --out is answers.csv", "--file", "prompts.jsonl", "--out", "answers.csv")]
    [InlineData("--out is the file of the prompts", "--file", "prompts.jsonl", "--out", "./prompts.jsonl", "--force")]
    [InlineData("goes with --system", "--file", "prompts.jsonl", "--out", "answers.jsonl", "Translate:")]
    [InlineData("--chat has no place", "--file", "prompts.jsonl", "--out", "answers.jsonl", "--chat", "chat.json")]
    [InlineData("--image has no place", "--file", "prompts.jsonl", "--out", "answers.jsonl", "--image", "a.png")]
    [InlineData("--continue has no place", "--file", "prompts.jsonl", "--out", "answers.jsonl", "--continue")]
    [InlineData("--show has no place", "--file", "prompts.jsonl", "--out", "answers.jsonl", "--show", "provenance")]
    [InlineData("--record has no place", "--file", "prompts.jsonl", "--out", "answers.jsonl", "--record", "run.json")]
    [InlineData("there is no file gone.jsonl", "--file", "gone.jsonl", "--out", "answers.jsonl")]
    public async Task Ask_ListMistakes_AreSaidBeforeAnythingIsPaid(string expected, params string[] args)
    {
        string before = _session.Read("prompts.jsonl");
        CliResult result = await _session.RunAsync(["ask", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _session.Read("prompts.jsonl"));
        Assert.Empty(_server.Upstream.Requests);
        Assert.False(_session.Exists("answers.jsonl"));
    }

    private Task<CliResult> AskAsync(params string[] more) => _session.RunAsync(["ask", "--file", "prompts.jsonl", "--out", "answers.jsonl", .. more]);

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private IReadOnlyList<JsonElement> Lines(string name) => PoolLines.Parse(_session.Read(name));
}

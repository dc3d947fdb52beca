using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests.Tuning;

public sealed class TuneCommandTests : IAsyncLifetime
{
    private const string Row = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\"Hello\"}]}\n";
    private const string Pair = "{\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]},\"preferred_output\":[{\"role\":\"assistant\",\"content\":\"A\"}],\"non_preferred_output\":[{\"role\":\"assistant\",\"content\":\"B\"}]}\n";

    private readonly CliSession _session = new();
    private readonly List<string> _events = [];
    private FakeUpstream _server = null!;
    private string _status = "queued";
    private string? _trainingFile;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        _session.With("TUNE_KEY", "sk-secret123");
        Configure(_server.OpenAiUrl);
        _session.Write("train.jsonl", Row + Row);
        _server.Map("POST", "/v1/files", request => UpstreamReply.Raw($$"""{"id":"file-{{_server.Requests.Count(sent => sent.Path == "/v1/files")}}","object":"file"}"""));
        _server.Map("POST", "/v1/fine_tuning/jobs", request =>
        {
            _trainingFile = (string?)request.Json["training_file"];
            return Job();
        });
        _server.Map("GET", "/v1/fine_tuning/jobs", _ => UpstreamReply.Raw($$"""{"data":[{{(_trainingFile is null ? "" : JobJson())}}],"has_more":false}"""));
        _server.Map("POST", "/v1/fine_tuning/jobs/ftjob-1/cancel", _ => Job(_status = "cancelled"));
        _server.Map("GET", "/v1/fine_tuning/jobs/ftjob-1", _ => Job());
        _server.Map("GET", "/v1/fine_tuning/jobs/ftjob-1/events", Events);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Start_JobSucceeds_PrintsTheModelAndEachEventOnce()
    {
        Steps("validating_files", "running", "pre_schedule", "succeeded");
        CliResult result = await StartAsync("--epochs", "2", "--suffix", "fused");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("ft:base:fused\n", result.Output);
        Assert.Equal(4, result.Error.Split('\n').Count(line => line.Contains("  step ", StringComparison.Ordinal)));
        JsonObject sent = Created();
        Assert.Equal(("base", "file-1", "fused", "supervised", 2), ((string)sent["model"]!, (string)sent["training_file"]!, (string)sent["suffix"]!, (string)sent["method"]!["type"]!, (int)sent["method"]!["supervised"]!["hyperparameters"]!["n_epochs"]!));
        UpstreamRequest upload = _server.Requests.First(request => request.Path == "/v1/files");
        Assert.Contains("fine-tune", upload.Body, StringComparison.Ordinal);
        Assert.Contains(Row + Row, upload.Body, StringComparison.Ordinal);
        Assert.All(_server.Requests, request => Assert.Equal("Bearer sk-secret123", request.Headers["Authorization"]));
        Assert.DoesNotContain("sk-secret123", _session.Read("train.jsonl.tune.json") + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AgainAfterNoWait_GoesOnWithTheJobThatIsThere()
    {
        CliResult first = await StartAsync("--no-wait");
        Steps("running", "succeeded");
        CliResult second = await StartAsync();
        CliResult third = await _session.RunAsync("tune", "status", "train.jsonl", "--json");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.Contains("ftjob-1 is queued", first.Error, StringComparison.Ordinal);
        Assert.Single(_server.Requests, request => request.Path == "/v1/files");
        Assert.Single(_server.Requests, request => request is { Method: "POST", Path: "/v1/fine_tuning/jobs" });
        Assert.Equal("ft:base:fused", JsonDocument.Parse(third.Output).RootElement.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Start_KilledBeforeTheAnswerCame_AdoptsTheJobInsteadOfMakingAnother()
    {
        _server.Map("POST", "/v1/fine_tuning/jobs", request =>
        {
            _trainingFile = (string?)request.Json["training_file"];
            return UpstreamReply.Error(500, "gone");
        });
        CliResult broken = await StartAsync();
        Steps("succeeded");
        CliResult again = await StartAsync();

        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("goes on from there", broken.Error, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.Single(_server.Requests, request => request is { Method: "POST", Path: "/v1/fine_tuning/jobs" });
        Assert.Single(_server.Requests, request => request.Path == "/v1/files");
    }

    [Fact]
    public async Task Start_ServerIsAwayForAWhile_IsAskedAgain()
    {
        int asked = 0;
        _server.Map("GET", "/v1/fine_tuning/jobs/ftjob-1", _ => ++asked < 3 ? UpstreamReply.Overloaded() : Job(_status = "succeeded"));
        CliResult result = await StartAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("It is asked again", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_JobFails_SaysWhyAndExitsWithOne()
    {
        Steps("running", "failed");
        CliResult result = await StartAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ftjob-1 is failed: too few examples", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_RunningJob_EndsIt()
    {
        await StartAsync("--no-wait");
        CliResult cancel = await _session.RunAsync("tune", "cancel", "train.jsonl");
        CliResult again = await _session.RunAsync("tune", "cancel", "train.jsonl.tune.json");

        Assert.Equal(0, cancel.ExitCode);
        Assert.Contains("ftjob-1 is cancelled", cancel.Error, StringComparison.Ordinal);
        Assert.Equal(1, again.ExitCode);
        Assert.Single(_server.Requests, request => request.Path.EndsWith("/cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Pairs_AreAMethodOfTheirOwn()
    {
        _session.Write("pairs.jsonl", Pair);
        Steps("succeeded");
        CliResult result = await _session.RunAsync("tune", "start", "pairs.jsonl", "--model", "base", "--poll", "0.01");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("dpo", (string)Created()["method"]!["type"]!);
    }

    [Fact]
    public async Task Start_OtherWishOrServer_IsRefusedSoThatNothingIsPaidTwice()
    {
        await StartAsync("--no-wait");
        CliResult epochs = await StartAsync("--epochs", "5");
        _session.Write("train.jsonl", Row);
        CliResult file = await StartAsync();
        Configure(new Uri("http://127.0.0.1:9/v1"));
        CliResult server = await _session.RunAsync("tune", "status", "train.jsonl");

        Assert.Equal((2, 2, 2), (epochs.ExitCode, file.ExitCode, server.ExitCode));
        Assert.Contains("its epochs was not set, and is 5 now", epochs.Error, StringComparison.Ordinal);
        Assert.Contains("its training file was", file.Error, StringComparison.Ordinal);
        Assert.Contains("is of a job at", server.Error, StringComparison.Ordinal);
        Assert.Single(_server.Requests, request => request.Path == "/v1/files");
    }

    [Theory]
    [InlineData("", "has no row")]
    [InlineData("{\"messages\":[]}\n", "train.jsonl:1: messages is an empty list")]
    [InlineData(Row + "{\"prompt\":\"x\"}\n", "train.jsonl:2: messages is missing")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n", "the assistant must speak last")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"content\":\" \"}]}\n", "empty answer")]
    [InlineData("{\"messages\":[{\"role\":\"king\",\"content\":\"Hi\"}]}\n", "train.jsonl:1: messages[0].role")]
    [InlineData("nonsense\n", "train.jsonl:1: is not JSON")]
    [InlineData("{\"input\":{},\"preferred_output\":[],\"non_preferred_output\":[]}\n", "train.jsonl:1: messages is missing")]
    public async Task Start_RowsThatWouldBeRefused_AreNamedAndNothingIsUploaded(string text, string words)
    {
        _session.Write("train.jsonl", text);
        CliResult result = await StartAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData("status", "no fine-tuning job was begun here")]
    [InlineData("follow", "no fine-tuning job was begun here")]
    public async Task Job_NeverBegun_SaysSo(string command, string words)
    {
        CliResult result = await _session.RunAsync("tune", command, "train.jsonl");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ServerWithoutSuchAnApi_SaysSoInWords()
    {
        _server.Map("POST", "/v1/files", _ => UpstreamReply.Error(404, "Not Found"));
        CliResult missing = await StartAsync();
        _server.Map("POST", "/v1/files", _ => UpstreamReply.ErrorBody(200, "<html>", "text/html"));
        CliResult page = await StartAsync();

        Assert.Equal((1, 1), (missing.ExitCode, page.ExitCode));
        Assert.Contains("404", missing.Error, StringComparison.Ordinal);
        Assert.Contains("something that is no JSON", page.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", missing.Error + page.Error, StringComparison.Ordinal);
    }

    private void Configure(Uri url) => _session.Write("fusion.yaml", $$"""
        endpoints:
          trainer: { base_url: '{{url}}', api_key_variable: TUNE_KEY, retry: { max_retries: 0 } }
        models:
          base: { endpoint: trainer, id: base }
        recipes:
          one: { panel: [base], aggregator: first }
        """);

    private Task<CliResult> StartAsync(params string[] more) => _session.RunAsync(["tune", "start", "train.jsonl", "--model", "base", "--poll", "0.01", .. more]);

    private JsonObject Created() => _server.Requests.First(request => request is { Method: "POST", Path: "/v1/fine_tuning/jobs" }).Json;

    /// <summary>How the job stands at each question; the last one stays. Each comes with an event.</summary>
    private void Steps(params string[] steps)
    {
        Queue<string> left = new(steps);
        _server.Map("GET", "/v1/fine_tuning/jobs/ftjob-1", _ =>
        {
            if (left.TryDequeue(out string? step))
                _events.Add($"step {_status = step}");
            return Job();
        });
    }

    private UpstreamReply Job(string? _ = null) => UpstreamReply.Raw(JobJson());

    private string JobJson() =>
        $$"""{"id":"ftjob-1","object":"fine_tuning.job","status":"{{_status}}","training_file":"{{_trainingFile}}","fine_tuned_model":{{(_status == "succeeded" ? "\"ft:base:fused\"" : "null")}},"trained_tokens":null,"error":{{(_status == "failed" ? "{\"code\":\"x\",\"message\":\"too few examples\"}" : "null")}}}""";

    // The newest first, two a page.
    private UpstreamReply Events(UpstreamRequest request)
    {
        string after = System.Web.HttpUtility.ParseQueryString(request.Query)["after"] ?? "";
        string[] all = [.. _events.Select((text, index) => $$"""{"id":"ev-{{index}}","created_at":1700000000,"level":"info","message":"{{text}}"}""").Reverse()];
        string[] rest = after.Length == 0 ? all : [.. all.SkipWhile(one => !one.Contains($"\"{after}\"", StringComparison.Ordinal)).Skip(1)];
        return UpstreamReply.Raw($$"""{"data":[{{string.Join(',', rest.Take(2))}}],"has_more":{{(rest.Length > 2 ? "true" : "false")}}}""");
    }
}

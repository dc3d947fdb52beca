using System.Text.Json;
using FusionOfN.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FusionOfN.Cli.Tests.Asking;

public sealed class AskCommandTests : IAsyncLifetime
{
    private const string Prompt = "What is the capital of Japan, and its currency?";

    private readonly CliSession _session = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) };
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _session.Dispose();
    }

    [Fact]
    public async Task Ask_Redirected_WritesTheAnswerOnlyToStandardOutput()
    {
        CliResult result = await _session.RunAsync("ask", Prompt);

        Assert.Equal(0, result.ExitCode);
        Approved.Check("ask-plain", result.Transcript);
    }

    [Fact]
    public async Task Ask_ShowAll_PrintsCandidatesProvenanceAndReceipt()
    {
        CliResult result = await _session.RunAsync("ask", Prompt, "--show", "candidates,provenance,receipt");

        Assert.Equal(0, result.ExitCode);
        Approved.Check("ask-show", Stable.Receipt(result.Transcript));
    }

    [Fact]
    public async Task Ask_Json_IsOneDocumentWithEverything()
    {
        CliResult result = await _session.RunAsync("ask", Prompt, "--json");

        Assert.Equal(0, result.ExitCode);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("The capital of Japan is Tokyo. Its currency is the yen.", document.GetProperty("answer").GetString());
        Assert.Equal("full", document.GetProperty("status").GetString());
        Assert.Equal(3, document.GetProperty("candidates").GetArrayLength());
        Assert.Equal("beta", document.GetProperty("candidates")[1].GetProperty("model").GetString());
        Assert.Equal(4, document.GetProperty("receipt").GetProperty("calls").GetArrayLength());
        Assert.Contains("fusion.yaml", document.GetProperty("models").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("argument")]
    [InlineData("file")]
    [InlineData("pipe")]
    [InlineData("dash")]
    [InlineData("chat")]
    public async Task Ask_PromptFromAnySource_ReachesEveryMember(string source)
    {
        _session.Write("prompt.txt", Prompt + "\n");
        _session.Write("chat.json", $$"""[{"role":"user","content":"{{Prompt}}"}]""");
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        CliResult result = source switch
        {
            "argument" => await _session.RunAsync("ask", Prompt),
            "file" => await _session.RunAsync("ask", "--file", "prompt.txt"),
            "pipe" => await _session.RunAsync(Prompt + "\n", cancellation, "ask"),
            "dash" => await _session.RunAsync(Prompt + "\n", cancellation, "ask", "-"),
            _ => await _session.RunAsync("ask", "--chat", "chat.json"),
        };

        Assert.Equal(0, result.ExitCode);
        Assert.All(_server.Upstream.Requests.Take(3), request => Assert.Equal(Prompt, LastMessage(request)));
    }

    [Fact]
    public async Task Ask_ChatWithHalvesOfCharacters_IsAskedWithReplacements()
    {
        _session.Write("chat.json", """[{"role":"user","content":"Hi \ud83d"},{"role":"assistant","content":"\udc00 Hello"},{"role":"user","content":"\ud83d\ude00 \ude00"}]""");

        CliResult result = await _session.RunAsync("ask", "--chat", "chat.json");

        Assert.Equal(0, result.ExitCode);
        Assert.All(_server.Upstream.Requests.Take(3), request => Assert.Equal("😀 \uFFFD", LastMessage(request)));
    }

    [Fact]
    public async Task Ask_ModelsAndCount_ReplaceThePanel()
    {
        _server.Upstream.OnRequest = _ => ModelServer.Fused("Tokyo.");

        CliResult result = await _session.RunAsync("ask", Prompt, "--models", "alpha,gamma", "--n", "4", "--fusor", "beta", "-q");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["alpha", "alpha", "beta", "gamma", "gamma"], _server.Upstream.Requests.Select(request => request.Model).Order());
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Ask_OtherAggregator_TakesACandidate()
    {
        CliResult result = await _session.RunAsync("ask", Prompt, "-a", "majority-vote", "-e", "number");

        Assert.Equal("Tokyo. Its currency is the yen. The answer is 2.\n", result.Output);
        Assert.Equal(3, _server.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Ask_OneMemberFails_AnswersAndSaysSo()
    {
        _server.Upstream.OnRequest = request => request.Model switch
        {
            "gamma" => UpstreamReply.Error(500, "no luck"),
            "omega" => ModelServer.Fused("Tokyo."),
            _ => "Tokyo",
        };

        CliResult loose = await _session.RunAsync("ask", Prompt);
        CliResult strict = await _session.RunAsync("ask", Prompt, "--strict");

        Assert.Equal(0, loose.ExitCode);
        Assert.Equal("Tokyo.\n", loose.Output);
        Assert.Contains("partial 2/3", loose.Error, StringComparison.Ordinal);
        Assert.Equal(4, strict.ExitCode);
    }

    [Fact]
    public async Task Ask_EveryMemberFails_ExitsWith1AndSaysWhy()
    {
        _server.Upstream.Default = UpstreamReply.Error(500, "no luck");
        _server.Upstream.OnRequest = null;

        CliResult result = await _session.RunAsync("ask", Prompt);

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("error: no model gave an answer", result.Error, StringComparison.Ordinal);
        Assert.Contains("alpha", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_BudgetTooSmall_ExitsWith5AndSendsNothing()
    {
        CliResult result = await _session.RunAsync("ask", Prompt, "--budget", "0.000001");

        Assert.Equal(5, result.ExitCode);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Fact]
    public async Task Ask_Record_CanBeReplayedOffline()
    {
        await _session.RunAsync("ask", Prompt, "--record", "runs/one.json", "-q");
        await _server.Upstream.DisposeAsync();
        File.Delete(Path.Combine(_session.Folder, "fusion.yaml"));

        CliResult vote = await _session.RunAsync("replay", "runs/one.json", "-a", "majority-vote");
        CliResult several = await _session.RunAsync("replay", "runs/one.json", "-a", "first,minimum-bayes-risk");

        Assert.Equal(0, vote.ExitCode);
        Assert.Equal("Tokyo. Its currency is the yen. The answer is 2.\n", vote.Output);
        Assert.Equal(0, several.ExitCode);
        Approved.Check("replay-several", several.Transcript);
    }

    [Fact]
    public async Task Ask_Cancelled_LeavesNoCallOpenAndExitsWith130()
    {
        _server.Upstream.OnRequest = _ => UpstreamReply.Hanging;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        Task<CliResult> asking = _session.RunAsync("", stop.Token, "ask", Prompt);
        await _server.Upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        CliResult result = await asking;
        await _server.Upstream.Meter.WaitForAllClosedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.EndsWith("stopped\n", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "  ")]
    [InlineData("ask", "hi", "--file", "prompt.txt")]
    [InlineData("ask", "--file", "missing.txt")]
    [InlineData("ask", "--chat", "missing.json")]
    [InlineData("ask", "--chat", "broken.json")]
    [InlineData("ask", "--chat", "roles.json")]
    [InlineData("ask", "--chat", "empty.json")]
    [InlineData("ask", "hi", "--n", "0")]
    [InlineData("ask", "hi", "--n", "many")]
    [InlineData("ask", "hi", "--show", "everything")]
    [InlineData("ask", "hi", "--aggregator", "best")]
    [InlineData("ask", "hi", "-a", "first,fusion")]
    [InlineData("ask", "hi", "there", "world")]
    public async Task Ask_WrongUse_ExitsWith2AndOneClearLine(params string[] args)
    {
        _session.Write("broken.json", "[{\"role\": }]");
        _session.Write("roles.json", """[{"role":"wizard","content":"hi"}]""");
        _session.Write("empty.json", "[]");

        CliResult result = await _session.RunAsync(args);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(_server.Upstream.Requests);
    }

    [Theory]
    [InlineData("ask", "hi", "--models", "alfa")]
    [InlineData("ask", "hi", "--recipe", "duo")]
    [InlineData("ask", "hi", "--config", "other.yaml")]
    [InlineData("ask", "hi", "--config", "bad.yaml")]
    public async Task Ask_WrongConfiguration_ExitsWith3AndSaysHowToMend(params string[] args)
    {
        _session.Write("bad.yaml", "endpoints:\n  x: { base_url: nowhere }\nrecipies: {}\n");

        CliResult result = await _session.RunAsync(args);

        Assert.Equal(3, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Upstream.Requests);
    }

    private static string? LastMessage(UpstreamRequest request)
    {
        System.Text.Json.Nodes.JsonNode content = request.Json["messages"]!.AsArray()[^1]!["content"]!;
        return content is System.Text.Json.Nodes.JsonArray parts ? parts[0]!["text"]!.GetValue<string>() : content.GetValue<string>();
    }
}

using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway.Tests;

public sealed partial class TelemetryTests
{
    private const string Prompt = "canary-prompt-7f3a";
    private const string Instruction = "canary-system-91bd";
    private const string Candidate = "canary-candidate-55e0";
    private const string Answer = "canary-answer-c204";
    private const string ClientKey = "fok_canary0client0key0000000000000000000000000000";
    private const string UpstreamKey = "canary-upstream-key-38c1";
    private const string UpstreamError = "canary-upstream-error-aa19";

    [Fact]
    public async Task LogsMetricsAndTraces_RunsAndFaults_HoldFiguresButNoContentsAndNoKeys()
    {
        await using FakeUpstream collector = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        collector.Map("POST", "/v1/traces", _ => UpstreamReply.Raw("")).Map("POST", "/v1/metrics", _ => UpstreamReply.Raw(""));
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "b" ? UpstreamReply.Error(500, UpstreamError)
            : Replies.IsFusing(request) ? Replies.Marked(Answer)
            : Candidate;
        using LogLines log = new();
        string metrics;
        await using (TestGateway gateway = await TestGateway.StartAsync(upstream, WithKey(), options => options with
        {
            Configuration = options.Configuration with { OtlpEndpoint = collector.Url },
            Logging = logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace),
        }))
        {
            JsonObject body = new()
            {
                ["model"] = "fusion",
                ["messages"] = new JsonArray(
                    new JsonObject { ["role"] = "system", ["content"] = Instruction }, new JsonObject { ["role"] = "user", ["content"] = Prompt }),
            };
            foreach (bool stream in (bool[])[false, true])
            {
                body["stream"] = stream;
                using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", body, ("Authorization", $"Bearer {ClientKey}"));
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Contains(stream ? "[DONE]" : Answer, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }

            // Mistakes are where contents slip into messages most easily.
            (await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = Prompt, ["messages"] = TestGateway.Ask(Prompt) })).Dispose();
            using StringContent broken = new($"{{\"messages\": \"{Prompt}", System.Text.Encoding.UTF8, "application/json");
            (await gateway.Http.PostAsync($"/v1/chat/completions?key={ClientKey}", broken, TestContext.Current.CancellationToken)).Dispose();
            (await gateway.Http.GetAsync($"/{Prompt}", TestContext.Current.CancellationToken)).Dispose();
            metrics = await gateway.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        }

        string traces = string.Concat(collector.Requests.Where(request => request.Path == "/v1/traces").Select(request => request.Body));
        Assert.Contains("invoke_workflow fusion", traces);
        Assert.Contains("fusion.run_id", traces);
        Assert.Contains(log.Lines, line => line.Contains("POST /v1/chat/completions 200 in", StringComparison.Ordinal) && line.Contains("run_", StringComparison.Ordinal));
        Assert.Contains("fusion_gateway_requests_total{", metrics);
        Assert.Contains("http_route=\"/v1/chat/completions\"", metrics);
        Assert.Contains("http_response_status_code=\"400\"", metrics);
        Assert.Contains("fusion_gateway_runs", metrics);
        Assert.Contains("fusion_gateway_queue", metrics);
        Assert.Contains("fusion_gateway_receipts_lost", metrics);
        Assert.Contains("fusion_run_duration_seconds_bucket", metrics);
        string sent = string.Concat(collector.Requests.Select(request => request.Body));

        // Not one of them, and not a piece of one, such as a stream's.
        Assert.DoesNotContain(log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrape_Metrics_AreTheOnesThatTheDocumentationNames()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.Marked("yes") : "yes";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream, TestGateway.Configuration + "\nprices: { a: [{ input: 1, output: 2 }] }\n");
        (await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("?") })).Dispose();

        string scrape = await gateway.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        string page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "deploy.md"), TestContext.Current.CancellationToken);
        List<string> documented = [.. MetricName().Matches(page).Select(match => match.Value)];
        List<string> scraped = [.. scrape.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).Where(name => MetricName().IsMatch(name))];
        Assert.Equal(scraped.Order(StringComparer.Ordinal), documented.Distinct().Order(StringComparer.Ordinal));
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:fusion_(?:run|cost|gateway)|gen_ai_client)_\w+")]
    private static partial System.Text.RegularExpressions.Regex MetricName();

    [Fact]
    public async Task Metrics_NamesThatClientsMakeUp_AreOneLabel()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        foreach (string model in (string[])["a", "up/invented-1", "up/invented-2"])
            await gateway.ChatAsync(new() { ["model"] = model, ["messages"] = TestGateway.Ask("hello") });

        string metrics = await gateway.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("gen_ai_request_model=\"a\"", metrics);
        Assert.Contains("gen_ai_request_model=\"other\"", metrics);
        Assert.DoesNotContain("invented", metrics);
    }

    private static string WithKey()
    {
        Environment.SetEnvironmentVariable("FUSION_TEST_CANARY_KEY", UpstreamKey);
        return TestGateway.Configuration.Replace("retry: {", "api_key_variable: FUSION_TEST_CANARY_KEY, retry: {", StringComparison.Ordinal);
    }
}

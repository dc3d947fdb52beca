using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Faults;

/// <summary>Runs without an answer: the status says whose business it is, and whether asking again may help.</summary>
public sealed class FailureCauseTests
{
    private const string TooLong = "This model's maximum context length is 4096 tokens";

    [Theory]
    [InlineData(400, TooLong, 400, "context_length_exceeded", "context_overflow", true)]
    [InlineData(429, "slow down", 429, "rate_limit_exceeded", "rate_limited", false)]
    [InlineData(402, "no credit left", 402, "insufficient_quota", "insufficient_credits", true)]
    [InlineData(400, "what is a frobnicator?", 502, "upstream_rejected_request", "all_panels_failed", true)]
    [InlineData(422, "no such field", 502, "upstream_rejected_request", "all_panels_failed", true)]
    [InlineData(401, "bad key", 502, "upstream_configuration", "all_panels_failed", true)]
    [InlineData(403, "not yours", 502, "upstream_configuration", "all_panels_failed", true)]
    [InlineData(404, "no such model", 502, "upstream_configuration", "all_panels_failed", true)]
    [InlineData(500, "oh", 502, "all_panels_failed", "all_panels_failed", false)]
    [InlineData(503, "busy", 502, "all_panels_failed", "all_panels_failed", false)]
    public async Task EveryMember_FailsInOneWay_TheStatusIsThatOfTheCause(int upstreamStatus, string said, int status, string code, string reason, bool isFinal)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(upstreamStatus, said);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        foreach (string model in (string[])["fusion", "a"])
        {
            using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = model, ["messages"] = TestGateway.Ask("hi") });

            JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(code, (string?)error["code"]);
            Assert.Equal(reason, (string?)error["failure_reason"]);
            Assert.Equal(isFinal ? "false" : null, response.Headers.TryGetValues("x-should-retry", out var values) ? Assert.Single(values) : null);
        }
    }

    [Theory]
    [InlineData(500, 429, 502, "all_panels_failed")]
    [InlineData(429, 402, 429, "rate_limited")]
    [InlineData(402, 401, 402, "insufficient_credits")]
    [InlineData(422, 401, 502, "all_panels_failed")]
    public async Task Members_FailInSeveralWays_TheCauseWithTheBestProspectWins(int one, int others, int status, string reason)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => UpstreamReply.Error(request.Model == "b" ? one : others);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(reason, (string?)(await TestGateway.ReadAsync(response))["error"]!["failure_reason"]);
    }

    [Fact]
    public async Task EveryMember_IsRateLimited_RetryAfterIsTheShortestWait()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => UpstreamReply.RateLimited(TimeSpan.FromSeconds(request.Model == "b" ? 20 : 90));
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("id: b", "id: b, endpoint: other", StringComparison.Ordinal)
                .Replace("b: { endpoint: up, ", "b: { ", StringComparison.Ordinal)
                .Replace("models:", "  other: { base_url: \"$URL\", retry: { max_retries: 0 } }\nmodels:", StringComparison.Ordinal));

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task EveryMember_IsLeftAloneByItsBreaker_SaysWhenToAskAgain()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(500, "oh");
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("max_retries: 0 }", "max_retries: 0 }, breaker: { minimum_attempts: 3, rest_ms: 40000 }", StringComparison.Ordinal));
        JsonObject body = new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") };
        using HttpResponseMessage first = await gateway.PostAsync("/v1/chat/completions", body);

        using HttpResponseMessage second = await gateway.PostAsync("/v1/chat/completions", body);

        // A server that failed may be asked again at once; one that is left alone may not.
        Assert.Null(first.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.BadGateway, second.StatusCode);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 40);
        Assert.False(second.Headers.Contains("x-should-retry"));
        Assert.Equal(3, upstream.Requests.Count);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("fusion")]
    public async Task EveryModel_Refuses_TheRefusalIsTheAnswer(string model)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Refusal = "I will not do that." };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonNode whole = (await gateway.ChatAsync(new() { ["model"] = model, ["messages"] = TestGateway.Ask("hi") }))["choices"]![0]!;
        Assert.Null(whole["message"]!["content"]);
        Assert.Equal("I will not do that.", (string?)whole["message"]!["refusal"]);
        Assert.Equal("stop", (string?)whole["finish_reason"]);

        using HttpResponseMessage stream = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = model, ["stream"] = true, ["messages"] = TestGateway.Ask("hi") });
        string said = "";
        string? finish = null;
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(stream))
        {
            said += (string?)chunk["choices"]?[0]?["delta"]?["refusal"];
            finish ??= (string?)chunk["choices"]?[0]?["finish_reason"];
        }

        Assert.Equal(("I will not do that.", "stop"), (said, finish));

        using HttpResponseMessage response = await gateway.PostAsync("/v1/responses", new() { ["model"] = model, ["input"] = "hi" });
        JsonObject answer = await TestGateway.ReadAsync(response);
        Assert.Equal("completed", (string?)answer["status"]);
        JsonNode part = answer["output"]!.AsArray().Single(item => (string?)item!["type"] == "message")!["content"]![0]!;
        Assert.Equal(("refusal", "I will not do that."), ((string?)part["type"], (string?)part["refusal"]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("fusion")]
    public async Task EveryModel_IsFiltered_TheFinishReasonSaysSo(string model)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.ErrorBody(400, """{"error":{"message":"filtered at http://10.0.0.1","code":"content_filter"}}""");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonNode choice = (await gateway.ChatAsync(new() { ["model"] = model, ["messages"] = TestGateway.Ask("hi") }))["choices"]![0]!;
        using HttpResponseMessage response = await gateway.PostAsync("/v1/responses", new() { ["model"] = model, ["input"] = "hi" });
        JsonObject answer = await TestGateway.ReadAsync(response);

        Assert.Equal("content_filter", (string?)choice["finish_reason"]);
        Assert.Null(choice["message"]!["refusal"]);
        Assert.Equal("incomplete", (string?)answer["status"]);
        Assert.Equal("content_filter", (string?)answer["incomplete_details"]!["reason"]);
    }

    [Fact]
    public async Task OneMember_Refuses_TheOthersAreFused()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "b" ? new UpstreamReply { Refusal = "No." } : Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hi") });

        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("refused", (string?)Assert.Single(answer["fusion"]!["failed_models"]!.AsArray())!["state"]);
    }

    [Fact]
    public async Task AnyRequest_IsAnswered_WithAnIdOfItsOwn()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        HashSet<string> ids = [];

        foreach (string path in (string[])["/healthz", "/v1/models", "/nowhere", "/v1/models/none"])
        {
            using HttpResponseMessage response = await gateway.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(ids.Add(Assert.Single(response.Headers.GetValues("x-request-id"))));
        }

        using HttpResponseMessage stream = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "a", ["stream"] = true, ["messages"] = TestGateway.Ask("hi") });
        Assert.True(ids.Add(Assert.Single(stream.Headers.GetValues("x-request-id"))));
    }

    [Theory]
    [InlineData(400, TooLong, "invalid_prompt")]
    [InlineData(429, "slow", "rate_limit_exceeded")]
    [InlineData(500, "oh", "server_error")]
    public async Task ResponsesStream_Fails_ItsCodeIsOneThatClientsKnowAndEveryItemIsClosed(int status, string said, string code)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(status, said);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/responses", new() { ["model"] = "fusion", ["input"] = "hi", ["stream"] = true }, ("X-Fusion-Events", "1"));
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        List<JsonNode> events = [.. text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!)];

        Assert.Equal("response.failed", (string?)events[^1]["type"]);
        Assert.Equal(code, (string?)events[^1]["response"]!["error"]!["code"]);
        Assert.Equal(events.Count(step => (string?)step["type"] == "response.output_item.added"), events.Count(step => (string?)step["type"] == "response.output_item.done"));
    }
}

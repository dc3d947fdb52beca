using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

public sealed class RunLimitsTests
{
    private static readonly JsonObject Plain = new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") };

    [Fact]
    public async Task Run_QueueIsFull_Is429WithRetryAfterAndTheWaitingOneIsAnswered()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.Default = new UpstreamReply { Text = "done", Gate = gate.Task };
        await using TestGateway gateway = await StartAsync(upstream, runs: 1, queue: 1);

        Task<JsonObject> first = gateway.ChatAsync(Plain);
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        Task<JsonObject> second = gateway.ChatAsync(Plain);
        await UntilQueuedAsync(gateway, 1);
        using HttpResponseMessage refused = await gateway.PostAsync("/v1/chat/completions", Plain);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        JsonNode error = (await TestGateway.ReadAsync(refused))["error"]!;
        Assert.Equal("rate_limit_error", (string?)error["type"]);
        Assert.Equal("queue_full", (string?)error["code"]);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(1, upstream.Meter.MaxOpen);
        gate.SetResult();
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task Run_OneKeyAsksWithoutEnd_TheOthersAreAnswered()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.OnRequest = request => request.Body.Contains("slow", StringComparison.Ordinal) ? new UpstreamReply { Text = "done", Gate = gate.Task } : "quick";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string greedy) = await gateway.Store.Keys.MakeAsync(new NewKey("greedy"), TestContext.Current.CancellationToken);
        (_, string modest) = await gateway.Store.Keys.MakeAsync(new NewKey("modest"), TestContext.Current.CancellationToken);

        Task<HttpStatusCode>[] flood = [.. Enumerable.Range(0, 330).Select(_ => AskAsync("slow", greedy))];
        await Task.WhenAny(flood);
        await UntilQueuedAsync(gateway, 256);
        HttpStatusCode[] others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync("quick", modest)));

        Assert.All(others, status => Assert.Equal(HttpStatusCode.OK, status));
        gate.SetResult();
        HttpStatusCode[] answered = await Task.WhenAll(flood);
        Assert.Contains(HttpStatusCode.TooManyRequests, answered);
        Assert.True(answered.Count(status => status == HttpStatusCode.OK) >= 290);

        async Task<HttpStatusCode> AskAsync(string prompt, string key)
        {
            using HttpResponseMessage response = await gateway.PostAsync(
                "/v1/chat/completions", new() { ["model"] = prompt == "slow" ? "a" : "b", ["messages"] = TestGateway.Ask(prompt) }, ("Authorization", $"Bearer {key}"));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Run_CallsHangAtOneModel_OtherModelsOfTheEndpointAnswer()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "a" ? UpstreamReply.Hanging : "hello";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using CancellationTokenSource gone = new();
        using StringContent body = new(Plain.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        Task[] hanging = [.. Enumerable.Range(0, 30).Select(_ => gateway.Http.PostAsync("/v1/chat/completions", body, gone.Token))];
        await upstream.Meter.WaitForOpenAsync(14, TestContext.Current.CancellationToken);

        JsonObject answer = await gateway.ChatAsync(new() { ["model"] = "b", ["messages"] = TestGateway.Ask("hello") });

        Assert.Equal("hello", (string?)answer["choices"]![0]!["message"]!["content"]);
        await gone.CancelAsync();
        await Task.WhenAll(hanging).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task Run_ClientOfTheWaitingOneGoesAway_GivesItsPlaceToTheNext()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.Default = new UpstreamReply { Text = "done", Gate = gate.Task };
        await using TestGateway gateway = await StartAsync(upstream, runs: 1, queue: 1);

        Task<JsonObject> first = gateway.ChatAsync(Plain);
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        using CancellationTokenSource gone = new();
        using StringContent body = new(Plain.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        Task<HttpResponseMessage> waiting = gateway.Http.PostAsync("/v1/chat/completions", body, gone.Token);
        await UntilQueuedAsync(gateway, 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await UntilQueuedAsync(gateway, 0);
        Task<JsonObject> later = gateway.ChatAsync(Plain);
        await UntilQueuedAsync(gateway, 1);
        gate.SetResult();
        await Task.WhenAll(first, later);
        Assert.Equal(2, upstream.Requests.Count);
    }

    [Fact]
    public async Task Body_LargerThanTheLimit_Is413InOpenAiShape()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { MaxBodyBytes = 2048 } });

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "a", ["messages"] = TestGateway.Ask(new string('x', 4096)) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body_too_large", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Prompt_LongerThanTheLimit_Is400WithTheFigures()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { MaxPromptTokens = 100 } });

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask(new string('x', 300)) });

        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("context_length_exceeded", (string?)error["code"]);
        Assert.Equal("context_overflow", (string?)error["failure_reason"]);
        Assert.Contains("about 104 tokens", (string?)error["message"]);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Stop_RunInFlight_IsAnsweredAndNothingNewIsTaken()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.Default = new UpstreamReply { Text = "done", Gate = gate.Task };
        await using TestGateway gateway = await StartAsync(upstream, runs: 4, queue: 4);
        Task<JsonObject> running = gateway.ChatAsync(Plain);
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);

        Task stopping = gateway.StopAsync();
        using HttpResponseMessage refused = await gateway.PostAsync("/v1/chat/completions", Plain);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        Assert.Equal("done", (string?)(await running)["choices"]![0]!["message"]!["content"]);
        await stopping;
    }

    [Fact]
    public async Task Stop_RunTakesLongerThanTheDrain_IsCancelledAndTold()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Hanging;
        TestClock clock = new();
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { TimeProvider = clock, Configuration = options.Configuration with { Drain = TimeSpan.FromSeconds(17) } });
        Task<HttpResponseMessage> running = gateway.PostAsync("/v1/chat/completions", Plain);
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);

        Task stopping = gateway.StopAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(17), TestContext.Current.CancellationToken);
        Assert.Equal(0, upstream.Meter.Aborted);
        clock.Advance(TimeSpan.FromSeconds(17));

        using HttpResponseMessage response = await running;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("stopping", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
        await upstream.Meter.WaitForAbortedAsync(1, TestContext.Current.CancellationToken);
        await stopping;
    }

    private static Task<TestGateway> StartAsync(FakeUpstream upstream, int runs, int queue) => TestGateway.StartAsync(
        upstream, change: options => options with { Configuration = options.Configuration with { MaxConcurrentRuns = runs, MaxQueue = queue } });

    // How many wait is what the gateway says itself; every look is a request.
    private static async Task UntilQueuedAsync(TestGateway gateway, int count)
    {
        using CancellationTokenSource patience = new(CallMeter.Patience);
        while (true)
        {
            using HttpResponseMessage ready = await gateway.Http.GetAsync("/readyz", patience.Token);
            if ((int)(await TestGateway.ReadAsync(ready))["queue"]! == count)
                return;
        }
    }
}

using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class EndpointLimitsTests
{
    [Fact]
    public async Task Concurrency_ManyCallsOfTwoModels_NeverAboveTheSharedLimit()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { MaxConcurrency = 3 });
        TaskCompletionSource gate = new();
        fixture.Upstream.OnRequest = _ => new UpstreamReply { Text = "x", Gate = gate.Task };
        Task[] calls = [.. Enumerable.Range(0, 10).Select(i => endpoint.GetChatClient(i % 2 == 0 ? "a" : "b").GetResponseAsync("hi", cancellationToken: Cancel))];

        await fixture.Upstream.Meter.WaitForOpenAsync(3, Cancel);
        Assert.Equal(new EndpointStatus(3, 7, 3, false), endpoint.Status);
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal((10, 3), (fixture.Upstream.Meter.Total, fixture.Upstream.Meter.MaxOpen));
        Assert.Equal(new EndpointStatus(0, 0, 3, false), endpoint.Status);
    }

    [Fact]
    public async Task Concurrency_StreamedCall_HoldsItsSlotToTheEnd()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { MaxConcurrency = 1 });
        await using IAsyncEnumerator<ChatResponseUpdate> stream = endpoint.GetChatClient("a").GetStreamingResponseAsync("hi", cancellationToken: Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await stream.MoveNextAsync());
        Task<ChatResponse> next = endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel);
        Assert.Equal((1, 1), (endpoint.Status.InFlight, endpoint.Status.Waiting));

        while (await stream.MoveNextAsync())
        {
        }

        await next;
        Assert.Equal(2, fixture.Upstream.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task Overload_LowersTheLimitAndWaits_ThenRecovers(int status)
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { MaxConcurrency = 4 });
        IChatClient client = endpoint.GetChatClient("a");
        fixture.Upstream.Enqueue(UpstreamReply.Error(status));

        await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));
        Assert.Equal(3, endpoint.Status.ConcurrencyLimit);
        Task<ChatResponse> next = client.GetResponseAsync("hi", cancellationToken: Cancel);
        Assert.Equal(1, endpoint.Status.Waiting);
        fixture.Clock.Advance(ConcurrencyGate.CoolDown);
        await next;
        for (int i = 0; i < 24; i++) await client.GetResponseAsync("hi", cancellationToken: Cancel);

        Assert.Equal(4, endpoint.Status.ConcurrencyLimit);
        Assert.Contains(fixture.Log, line => line.Contains("at most 3 requests at a time"));
    }

    [Fact]
    public async Task ServerError_DoesNotLowerTheLimit()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { MaxConcurrency = 4 });
        fixture.Upstream.Enqueue(UpstreamReply.Error(500));

        await FailAsync(endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal(4, endpoint.Status.ConcurrencyLimit);
    }

    [Fact]
    public async Task Pacing_IsSharedByAllModels()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { RequestsPerMinute = 2 });
        await endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel);
        await endpoint.GetChatClient("b").GetResponseAsync("hi", cancellationToken: Cancel);

        Task<ChatResponse> third = endpoint.GetChatClient("c").GetResponseAsync("hi", cancellationToken: Cancel);
        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(2, fixture.Upstream.Requests.Count);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        await third;
        Assert.Equal(3, fixture.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Pacing_Tokens_AreSettledFromTheUsage()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = new UpstreamReply { Text = "x", Usage = new UpstreamUsage(10, 90) };
        // Each call reserves a little more than 500 tokens and uses 100: nine fit after one another, where the reservations alone would stop the second.
        IChatClient client = fixture.Client(change: options => options with { TokensPerMinute = 1000 });

        for (int i = 0; i < 5; i++) await client.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 500 }, Cancel);
        Task<ChatResponse> sixth = client.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 500 }, Cancel);
        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal(5, fixture.Upstream.Requests.Count);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await sixth;
    }

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(500)]
    public async Task Breaker_TooManyFailures_EndsLoudlyAndResumes(int status)
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with
        {
            Breaker = new EndpointBreaker { MinimumAttempts = 4, FailureRatio = 0.5, Rest = TimeSpan.FromSeconds(30) },
        });
        IChatClient client = endpoint.GetChatClient("a");
        fixture.Upstream.Default = UpstreamReply.Error(status);
        for (int i = 0; i < 4; i++)
        {
            await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));
            fixture.Clock.Advance(ConcurrencyGate.CoolDown);
        }

        EndpointException stopped = await FailAsync(endpoint.GetChatClient("b").GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal((EndpointFailureKind.CircuitOpen, false), (stopped.Kind, stopped.IsTransient));
        Assert.Matches(
            $@"^endpoint 'test': model 'b' at \S+: stopped after 50 ?% of 4 or more calls within 60 s failed, the last one with \w+ \(HTTP {status}\); "
            + "resume after 2026-08-01 12:00:36 UTC, when one trial call is let through",
            stopped.Message);
        Assert.True(endpoint.Status.IsStopped);
        Assert.Equal(4, fixture.Upstream.Requests.Count);
        Assert.Contains(fixture.Log, line => line.Contains("stopped after"));

        fixture.Upstream.Default = "ok";
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("ok", (await client.GetResponseAsync("hi", cancellationToken: Cancel)).Text);
        Assert.False(endpoint.Status.IsStopped);
        Assert.Contains(fixture.Log, line => line.Contains("answers again"));
    }

    [Fact]
    public async Task RateLimit_OfOneModel_LeavesItsSiblingsAlone()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { Breaker = new EndpointBreaker { MinimumAttempts = 2, FailureRatio = 0.1 } });
        fixture.Upstream.OnRequest = request => request.Model == "busy" ? UpstreamReply.RateLimited(TimeSpan.FromHours(1)) : "ok";

        await FailAsync(endpoint.GetChatClient("busy").GetResponseAsync("hi", cancellationToken: Cancel));
        EndpointException second = await FailAsync(endpoint.GetChatClient("busy").GetResponseAsync("hi", cancellationToken: Cancel));
        for (int i = 0; i < 17; i++) Assert.Equal("ok", (await endpoint.GetChatClient($"m{i}").GetResponseAsync("hi", cancellationToken: Cancel)).Text);

        Assert.Contains("nothing was sent", second.Message);
        Assert.Equal(18, fixture.Upstream.Requests.Count);
    }

    [Fact]
    public async Task RateLimit_OfOneModelThatIsWaitedFor_LetsItsSiblingsPass()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { Retry = new EndpointRetry() });
        fixture.Upstream.Enqueue(UpstreamReply.RateLimited(TimeSpan.FromSeconds(7)));
        Task<ChatResponse> busy = endpoint.GetChatClient("busy").GetResponseAsync("hi", cancellationToken: Cancel);
        await fixture.Clock.WaitForTimerAsync(due => due >= TimeSpan.FromSeconds(7) && due < TimeSpan.FromSeconds(8), Cancel);

        await endpoint.GetChatClient("other").GetResponseAsync("hi", cancellationToken: Cancel);
        await RetryTests.AdvanceUntilDoneAsync(fixture, busy);

        Assert.Equal("busy other busy", string.Join(' ', fixture.Upstream.Requests.Select(request => request.Model)));
    }

    [Fact]
    public async Task Breaker_OpensWhileCallsWait_EndsThemAll()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { MaxConcurrency = 1, Breaker = new EndpointBreaker { MinimumAttempts = 2 } });
        fixture.Upstream.Default = UpstreamReply.Error(500);
        Task[] calls = [.. Enumerable.Range(0, 8).Select(_ => endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel))];

        List<EndpointFailureKind> kinds = [];
        foreach (Task call in calls) kinds.Add((await FailAsync(call)).Kind);

        Assert.Equal(2, fixture.Upstream.Requests.Count);
        Assert.Equal(6, kinds.Count(kind => kind == EndpointFailureKind.CircuitOpen));
    }

    [Fact]
    public async Task Breaker_RefusedRequests_DoNotCount()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { Breaker = new EndpointBreaker { MinimumAttempts = 2 } });
        fixture.Upstream.Default = UpstreamReply.Error(400);

        for (int i = 0; i < 6; i++) Assert.Equal(EndpointFailureKind.BadRequest, (await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel))).Kind);
    }

    [Fact]
    public async Task Breaker_StreamsThatBreakInTheMiddle_Count()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { Breaker = new EndpointBreaker { MinimumAttempts = 4, FailureRatio = 0.5 } });
        fixture.Upstream.Default = new UpstreamReply { Pieces = ["one", "two"], StopAfterPieces = 1 };

        EndpointFailureKind kind;
        int calls = 0;
        do
        {
            kind = (await FailAsync(StreamAsync(client))).Kind;
            calls++;
        }
        while (kind == EndpointFailureKind.Interrupted && calls < 20);

        Assert.Equal(EndpointFailureKind.CircuitOpen, kind);
    }

    [Fact]
    public async Task Serial_OneRequestAtATime_GroupedByModel()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { Serial = true });
        TaskCompletionSource gate = new();
        fixture.Upstream.OnRequest = _ => new UpstreamReply { Text = "x", Gate = gate.Task };
        List<Task> calls = [endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel)];
        await fixture.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        foreach (char model in "bababa") calls.Add(endpoint.GetChatClient($"{model}").GetResponseAsync("hi", cancellationToken: Cancel));

        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal("aaaabbb", string.Concat(fixture.Upstream.Requests.Select(request => request.Model)));
        Assert.Equal(1, fixture.Upstream.Meter.MaxOpen);
    }

    [Fact]
    public async Task SustainedRateLimit_ManyCalls_EndsInsteadOfStalling()
    {
        await using EndpointFixture fixture = await StartAsync();
        Endpoint endpoint = fixture.Open(fixture.Options() with { Retry = new EndpointRetry(), MaxConcurrency = 8 });
        fixture.Upstream.Default = UpstreamReply.RateLimited(TimeSpan.FromSeconds(1));
        Task all = Task.WhenAll(Enumerable.Range(0, 60).Select(_ => endpoint.GetChatClient("a").GetResponseAsync("hi", cancellationToken: Cancel)));

        await RetryTests.AdvanceUntilDoneAsync(fixture, all, step: 1.5);

        EndpointException error = await FailAsync(all);
        Assert.True(error.Kind is EndpointFailureKind.CircuitOpen or EndpointFailureKind.RateLimited);
        Assert.True(fixture.Upstream.Requests.Count < 60 * 4, $"{fixture.Upstream.Requests.Count} requests were sent");
        Assert.Equal((0, 0), (endpoint.Status.InFlight, endpoint.Status.Waiting));
    }
}

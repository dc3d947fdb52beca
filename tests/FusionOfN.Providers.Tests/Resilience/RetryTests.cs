using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class RetryTests
{
    private static readonly EndpointRetry Retry = new() { MaxRetries = 2, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RetryAfterSeconds_IsWaitedFor(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.RateLimited(TimeSpan.FromSeconds(7)), "Paris");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        Task<ChatResponse> call = streamed ? StreamAsync(client) : client.GetResponseAsync("hi", cancellationToken: Cancel);
        await fixture.Clock.WaitForTimerAsync(due => due > TimeSpan.FromSeconds(7) && due < TimeSpan.FromSeconds(7.8), Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(fixture.Upstream.Requests);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        ChatResponse response = await call;
        Assert.Equal("Paris", response.Text);
        Assert.Equal(2, fixture.Upstream.Requests.Count);
        Assert.Equal(fixture.Upstream.Requests[0].Body, fixture.Upstream.Requests[1].Body);
        AdditionalPropertiesDictionary properties = (streamed ? response.Messages.Single().AdditionalProperties : response.AdditionalProperties)!;
        Assert.Equal(2, properties[EndpointProperties.Attempts]);
    }

    [Fact]
    public async Task RetryAfterDate_IsWaitedFor()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.RateLimitedUntil(fixture.Clock.GetUtcNow() + TimeSpan.FromSeconds(20)), "Paris");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        Task<ChatResponse> call = client.GetResponseAsync("hi", cancellationToken: Cancel);
        await fixture.Clock.WaitForTimerAsync(due => due > TimeSpan.FromSeconds(20) && due <= TimeSpan.FromSeconds(22), Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(22));

        Assert.Equal("Paris", (await call).Text);
    }

    [Fact]
    public async Task WithoutRetryAfter_BacksOffWithJitter()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Error(500), UpstreamReply.Error(502), "Paris");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        Task<ChatResponse> call = client.GetResponseAsync("hi", cancellationToken: Cancel);
        List<TimeSpan> delays = [];
        for (int i = 0; i < 2; i++)
        {
            await fixture.Clock.WaitForTimerAsync(due => { if (due <= TimeSpan.FromSeconds(30)) delays.Add(due); return due <= TimeSpan.FromSeconds(30); }, Cancel);
            fixture.Clock.Advance(delays[^1]);
        }

        Assert.Equal("Paris", (await call).Text);
        Assert.All(delays, delay => Assert.NotEqual(0, delay.Ticks % TimeSpan.TicksPerSecond));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exhausted_SaysHowOftenItWasTried(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Error(500, "still broken");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        Task call = streamed ? StreamAsync(client) : client.GetResponseAsync("hi", cancellationToken: Cancel);
        await AdvanceUntilDoneAsync(fixture, call);

        EndpointException error = await FailAsync(call);
        Assert.Equal((EndpointFailureKind.ServerError, 500), (error.Kind, error.StatusCode));
        Assert.Contains("(HTTP 500): \"still broken\" (tried 3 times)", error.Message);
        Assert.Equal(3, fixture.Upstream.Requests.Count);
    }

    [Fact]
    public async Task BadRequest_IsNotTriedAgain()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Error(400);
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Single(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task RetryAfterTooLong_FailsAtOnceAndKeepsOthersAway()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.RateLimited(TimeSpan.FromHours(1)));
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        EndpointException first = await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));
        EndpointException second = await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Contains("asks to wait 3600 s", first.Message);
        Assert.Contains("asked to be left alone until 2026-08-01 13:00:00 UTC; nothing was sent", second.Message);
        Assert.Equal(TimeSpan.FromHours(1), second.RetryAfter);
        Assert.Single(fixture.Upstream.Requests);
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ok", (await client.GetResponseAsync("hi", cancellationToken: Cancel)).Text);
    }

    [Fact]
    public async Task Stream_FailsBeforeTheFirstToken_IsTriedAgain()
    {
        await using EndpointFixture fixture = await StartAsync();
        // The head of the stream (the role) was sent already: that is no token.
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "x", CutAfterPieces = 0 }, new UpstreamReply { Text = "x", ErrorAfterPieces = 0 }, "Paris");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        Task<ChatResponse> call = StreamAsync(client);
        await AdvanceUntilDoneAsync(fixture, call);

        Assert.Equal("Paris", (await call).Text);
        Assert.Equal(3, fixture.Upstream.Requests.Count);
    }

    [Fact]
    public async Task Stream_FailsAfterTheFirstToken_IsNotTriedAgain()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], ErrorAfterPieces = 1 }, "Paris");
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });

        EndpointException error = await FailAsync(StreamAsync(client));

        Assert.Equal(EndpointFailureKind.ServerError, error.Kind);
        Assert.Single(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task Cancelled_WhileWaiting_EndsAtOnce()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.RateLimited(TimeSpan.FromSeconds(7));
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry });
        using CancellationTokenSource cancel = new();
        Task call = client.GetResponseAsync("hi", cancellationToken: cancel.Token);
        await fixture.Clock.WaitForTimerAsync(due => due > TimeSpan.FromSeconds(7) && due < TimeSpan.FromSeconds(8), Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task Timeout_NoFirstToken_IsTriedAgain()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Hanging, "Paris");
        EndpointTimeouts timeouts = new() { FirstToken = TimeSpan.FromSeconds(45) };
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry, Timeouts = timeouts });

        Task<ChatResponse> call = StreamAsync(client);
        await fixture.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(45));
        await fixture.Upstream.Meter.WaitForAllClosedAsync(Cancel);
        await AdvanceUntilDoneAsync(fixture, call);

        Assert.Equal("Paris", (await call).Text);
        Assert.Equal(1, fixture.Upstream.Meter.Aborted);
    }

    [Fact]
    public async Task Timeout_StreamFallsSilent_SaysSo()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], PieceGate = index => index == 1 ? Task.Delay(Timeout.Infinite) : Task.CompletedTask });
        EndpointTimeouts timeouts = new() { Silence = TimeSpan.FromSeconds(33) };
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry, Timeouts = timeouts });

        Task call = StreamAsync(client);
        await fixture.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(33), Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(33));

        EndpointException error = await FailAsync(call);
        Assert.Equal(EndpointFailureKind.Timeout, error.Kind);
        Assert.Contains("the stream fell silent within 33 s", error.Message);
        await fixture.Upstream.Meter.WaitForAllClosedAsync(Cancel);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Timeout_WholeAnswer_IsFinal(bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Hanging;
        EndpointTimeouts timeouts = new() { Whole = TimeSpan.FromSeconds(90), FirstToken = TimeSpan.FromSeconds(100) };
        IChatClient client = fixture.Client(change: options => options with { Retry = Retry, Timeouts = timeouts });

        Task call = streamed ? StreamAsync(client) : client.GetResponseAsync("hi", cancellationToken: Cancel);
        await fixture.Upstream.Meter.WaitForOpenAsync(1, Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(90));

        EndpointException error = await FailAsync(call);
        Assert.Equal((EndpointFailureKind.Timeout, false), (error.Kind, error.IsTransient));
        Assert.Contains("no whole answer within 90 s", error.Message);
        Assert.Single(fixture.Upstream.Requests);
    }

    [Fact]
    public async Task SlowConsumer_IsNoSilence()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one ", "two"] });
        List<string> texts = [];

        await foreach (ChatResponseUpdate update in fixture.Client().GetStreamingResponseAsync("hi", cancellationToken: Cancel))
        {
            texts.Add(update.Text);
            fixture.Clock.Advance(TimeSpan.FromSeconds(70));
        }

        Assert.Equal("one two", string.Concat(texts));
    }

    /// <summary>Moves the clock past every back-off until the call ends, each step only once somebody waits.</summary>
    internal static async Task AdvanceUntilDoneAsync(EndpointFixture fixture, Task call, double step = 33)
    {
        while (!call.IsCompleted)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            Task timer = fixture.Clock.WaitForTimerAsync(due => due <= TimeSpan.FromSeconds(33), stop.Token);
            await Task.WhenAny(call, timer);
            await stop.CancelAsync();
            if (!call.IsCompleted) fixture.Clock.Advance(TimeSpan.FromSeconds(step));
        }
    }
}

using System.Text;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

public sealed class EndpointFailureTests
{
    public static TheoryData<EndpointKind> Kinds => [EndpointKind.OpenAi, EndpointKind.Anthropic, EndpointKind.Ollama];

    public static TheoryData<EndpointKind, bool> KindsAndStreaming
    {
        get
        {
            TheoryData<EndpointKind, bool> data = [];
            foreach (EndpointKind kind in new[] { EndpointKind.OpenAi, EndpointKind.Anthropic, EndpointKind.Ollama })
            {
                data.Add(kind, false);
                data.Add(kind, true);
            }

            return data;
        }
    }

    [Theory]
    [InlineData(401, EndpointFailureKind.Authentication, false)]
    [InlineData(403, EndpointFailureKind.Authentication, false)]
    [InlineData(402, EndpointFailureKind.QuotaExhausted, false)]
    [InlineData(404, EndpointFailureKind.NotFound, false)]
    [InlineData(400, EndpointFailureKind.BadRequest, false)]
    [InlineData(422, EndpointFailureKind.BadRequest, false)]
    [InlineData(408, EndpointFailureKind.Timeout, true)]
    [InlineData(429, EndpointFailureKind.RateLimited, true)]
    [InlineData(500, EndpointFailureKind.ServerError, true)]
    [InlineData(502, EndpointFailureKind.ServerError, true)]
    [InlineData(503, EndpointFailureKind.Overloaded, true)]
    [InlineData(529, EndpointFailureKind.Overloaded, true)]
    public async Task Status_OfEveryKind_IsMapped(int status, EndpointFailureKind kind, bool transient)
    {
        foreach (EndpointKind api in new[] { EndpointKind.OpenAi, EndpointKind.Anthropic, EndpointKind.Ollama })
        {
            await using EndpointFixture fixture = await StartAsync();
            fixture.Upstream.Default = UpstreamReply.Error(status, "no luck today");

            EndpointException error = await FailAsync(fixture.Client(api).GetResponseAsync("hi", cancellationToken: Cancel));

            Assert.Equal((kind, status, transient, "model-a"), (error.Kind, error.StatusCode, error.IsTransient, error.Model));
            Assert.Contains($"(HTTP {status}): \"no luck today\"", error.Message);
            Assert.Equal((kind.ToString(), (object)status), (error.Data[EndpointException.KindKey], error.Data[FusionProperties.StatusCode]));
            Assert.Single(fixture.Upstream.Requests);
        }
    }

    [Theory]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", EndpointFailureKind.QuotaExhausted)]
    [InlineData(400, """{"error":{"message":"too many","code":"context_length_exceeded"}}""", EndpointFailureKind.ContextTooLong)]
    [InlineData(400, """{"object":"error","message":"This model's maximum context length is 4096 tokens.","code":400}""", EndpointFailureKind.ContextTooLong)]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"}}""", EndpointFailureKind.ContextTooLong)]
    [InlineData(500, "<html>502 Bad Gateway</html>", EndpointFailureKind.ServerError)]
    [InlineData(500, "", EndpointFailureKind.ServerError)]
    [InlineData(500, """[{"error":{"message":"in a list","code":500}}]""", EndpointFailureKind.ServerError)]
    public async Task ErrorBody_OfManyShapes_DecidesTheKind(int status, string body, EndpointFailureKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.ErrorBody(status, body));

        EndpointException error = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain("<html>", error.Message);
    }

    [Fact]
    public async Task Message_SaysWhatWhereAndHowToMend()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Error(401, "Incorrect API key provided."));

        EndpointException error = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal(
            $"endpoint 'test': model 'model-a' at {fixture.Upstream.OpenAiUrl}: the key was not accepted (HTTP 401): \"Incorrect API key provided\". "
            + "Check the key in TEST_KEY and what it is allowed to do.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(KindsAndStreaming))]
    public async Task Key_EchoedByTheServer_NeverShows(EndpointKind kind, bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.ErrorBody(500, $$$"""{"error":{"message":"bad header Authorization: Bearer {{{Key}}} ({{{Key.ToUpperInvariant()}}})"}}""");
        IChatClient client = fixture.Client(kind, options => options with { Breaker = new EndpointBreaker { MinimumAttempts = 2 } });

        for (int i = 0; i < 4; i++)
        {
            Task call = streamed ? StreamAsync(client) : client.GetResponseAsync("hi", cancellationToken: Cancel);
            EndpointException error = await FailAsync(call);
            Assert.DoesNotContain(Key, error.ToString(), StringComparison.OrdinalIgnoreCase);
            if (i == 0) Assert.Contains("Bearer [secret] ([secret])", error.Message);
        }

        Assert.NotEmpty(fixture.Log);
        Assert.All(fixture.Log, line => Assert.DoesNotContain(Key, line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Key_AtTheEndOfALongMessage_IsNotLeftByHalf()
    {
        await using EndpointFixture fixture = await StartAsync();
        string begin = new('x', 390);
        fixture.Upstream.Enqueue(UpstreamReply.Error(500, begin + Key), UpstreamReply.Raw($$$"""{"error":{"message":"{{{begin + Key}}}"}}"""));

        EndpointException byStatus = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));
        EndpointException insideAnswer = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.All([byStatus, insideAnswer], error =>
        {
            Assert.Contains(begin, error.Message);
            Assert.DoesNotContain(Key[..4], error.Message);
        });
    }

    [Fact]
    public async Task Key_EchoedInsideAStream_NeverShows()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["a", "b"], ErrorAfterPieces = 1, ErrorMessage = $"lost {Key}" });

        EndpointException error = await FailAsync(StreamAsync(fixture.Client()));

        Assert.Contains("lost [secret]", error.Message);
        Assert.DoesNotContain(Key, error.ToString());
    }

    [Fact]
    public async Task Key_VariableNotSet_FailsBeforeAnythingIsSent()
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(change: options => options with { ApiKeyVariable = "NOT_SET" });

        EndpointException error = await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal(EndpointFailureKind.Authentication, error.Kind);
        Assert.Contains("the environment variable NOT_SET is not set", error.Message);
        Assert.Empty(fixture.Upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(KindsAndStreaming))]
    public async Task Garbage_IsAGarbageReply(EndpointKind kind, bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        string[] bodies = ["<html>please log in</html>", "{}", "[]", "", """{"choices":[]}"""];
        UpstreamReply[] replies = [UpstreamReply.Garbage, .. bodies.Select(body => new UpstreamReply { RawBody = Encoding.UTF8.GetBytes(body), RawContentType = "text/html" })];
        IChatClient client = fixture.Client(kind);
        foreach (UpstreamReply reply in replies)
        {
            fixture.Upstream.Enqueue(reply);

            EndpointException error = await FailAsync(streamed ? StreamAsync(client) : client.GetResponseAsync("hi", cancellationToken: Cancel));

            Assert.Equal((EndpointFailureKind.GarbageReply, true), (error.Kind, error.IsTransient));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Garbage_InsideAStream_IsAFailure(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        string type = kind == EndpointKind.Ollama ? "application/x-ndjson" : "text/event-stream";
        fixture.Upstream.Enqueue(UpstreamReply.Garbage with { RawContentType = type }, new UpstreamReply { RawBody = "data: {\"choices\": [{]\n\n"u8.ToArray(), RawContentType = type });
        IChatClient client = fixture.Client(kind);

        EndpointException first = await FailAsync(StreamAsync(client));
        EndpointException second = await FailAsync(StreamAsync(client));

        Assert.All([first, second], error => Assert.True(error.Kind is EndpointFailureKind.GarbageReply or EndpointFailureKind.Interrupted));
    }

    [Theory]
    [InlineData("""{"error":{"message":"upstream died","code":502}}""", EndpointFailureKind.ServerError)]
    [InlineData("""{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", EndpointFailureKind.RateLimited)]
    [InlineData("""{"error":"out of memory"}""", EndpointFailureKind.ServerError)]
    public async Task ErrorInPlaceOfTheAnswer_IsMapped(string body, EndpointFailureKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = UpstreamReply.Raw(body);

        EndpointException plain = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));
        EndpointException streamed = await FailAsync(StreamAsync(fixture.Client()));

        Assert.Equal((kind, kind), (plain.Kind, streamed.Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Stream_ErrorInTheMiddle_SaysWhat(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], ErrorAfterPieces = 1, ErrorMessage = "GPU fell off the bus" });
        List<string> got = [];

        EndpointException error = await FailAsync(CollectAsync(fixture.Client(kind), got));

        Assert.Equal(["one"], got);
        Assert.Equal(EndpointFailureKind.ServerError, error.Kind);
        Assert.Contains("GPU fell off the bus", error.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Stream_Cut_IsInterruptedNotAnAnswer(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        TaskCompletionSource first = new();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], CutAfterPieces = 2, PieceGate = index => index == 1 ? first.Task : Task.CompletedTask });
        List<string> got = [];

        EndpointException error = await FailAsync(CollectAsync(fixture.Client(kind), got, first));

        Assert.Equal("one", got[0]);
        Assert.Equal(EndpointFailureKind.Interrupted, error.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Stream_EndsWithoutFinishReason_IsInterruptedNotAnAnswer(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], StopAfterPieces = 1 });
        List<string> got = [];

        EndpointException error = await FailAsync(CollectAsync(fixture.Client(kind), got));

        Assert.Equal(["one"], got);
        Assert.Equal(EndpointFailureKind.Interrupted, error.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Plain_Cut_IsInterrupted(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Text = "a long answer", CutAfterPieces = 0 });

        EndpointException error = await FailAsync(fixture.Client(kind).GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal((EndpointFailureKind.Interrupted, true), (error.Kind, error.IsTransient));
    }

    [Fact]
    public async Task FinishReason_Error_IsInterrupted()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Default = new UpstreamReply { Text = "half an ans", FinishReason = "error" };

        EndpointException plain = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));
        EndpointException streamed = await FailAsync(StreamAsync(fixture.Client()));

        Assert.Equal((EndpointFailureKind.Interrupted, EndpointFailureKind.Interrupted), (plain.Kind, streamed.Kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Server_NotThere_IsUnreachable(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        IChatClient client = fixture.Client(kind);
        await fixture.Upstream.DisposeAsync();

        EndpointException error = await FailAsync(client.GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal((EndpointFailureKind.Unreachable, null, true), (error.Kind, error.StatusCode, error.IsTransient));
        Assert.Contains("Check that the server runs", error.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Connection_TakesTooLong_IsATimeout(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        // What SocketsHttpHandler throws when its connect timeout passes.
        using StubTransport transport = new(() => throw new TaskCanceledException("connect", new TimeoutException()));
        using Endpoint endpoint = new(fixture.Options(kind), new EndpointRuntime { TimeProvider = fixture.Clock, ReadVariable = _ => Key, Transport = transport });

        EndpointException error = await FailAsync(endpoint.GetChatClient("m").GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Equal((EndpointFailureKind.Timeout, true), (error.Kind, error.IsTransient));
        Assert.Contains("no connection within 10 s", error.Message);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Error(307) with { Headers = new Dictionary<string, string> { ["Location"] = "https://elsewhere.example/v1?token=1" } });

        EndpointException error = await FailAsync(fixture.Client().GetResponseAsync("hi", cancellationToken: Cancel));

        Assert.Contains("redirected to https://elsewhere.example/v1 (HTTP 307)", error.Message);
    }

    [Theory]
    [MemberData(nameof(KindsAndStreaming))]
    public async Task Cancellation_ClosesTheCallUpstream(EndpointKind kind, bool streamed)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(UpstreamReply.Hanging);
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Endpoint endpoint = fixture.Open(fixture.Options(kind) with { Retry = new EndpointRetry() });
        IChatClient client = endpoint.GetChatClient("m");
        Task call = streamed
            ? client.GetStreamingResponseAsync("hi", cancellationToken: cancel.Token).ToChatResponseAsync(Cancel)
            : client.GetResponseAsync("hi", cancellationToken: cancel.Token);
        await fixture.Upstream.Meter.WaitForOpenAsync(1, Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await fixture.Upstream.Meter.WaitForAllClosedAsync(Cancel);
        Assert.Equal((1, 1), (fixture.Upstream.Meter.Total, fixture.Upstream.Meter.Aborted));
        Assert.Equal(0, endpoint.Status.InFlight);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Stream_AbandonedByTheConsumer_ClosesTheCallUpstream(EndpointKind kind)
    {
        await using EndpointFixture fixture = await StartAsync();
        fixture.Upstream.Enqueue(new UpstreamReply { Pieces = ["one", "two"], PieceGate = index => index == 1 ? Task.Delay(Timeout.Infinite) : Task.CompletedTask });
        Endpoint endpoint = fixture.Open(fixture.Options(kind));

        await foreach (ChatResponseUpdate update in endpoint.GetChatClient("m").GetStreamingResponseAsync("hi", cancellationToken: Cancel))
        {
            if (update.Text == "one") break;
        }

        await fixture.Upstream.Meter.WaitForAllClosedAsync(Cancel);
        Assert.Equal(1, fixture.Upstream.Meter.Aborted);
        Assert.Equal(0, endpoint.Status.InFlight);
    }

    [Fact]
    public void Options_WithMistakes_NamesThemAll()
    {
        EndpointOptions options = new()
        {
            Name = "x",
            BaseUrl = new Uri("ftp://host"),
            MaxConcurrency = 0,
            RequestsPerMinute = 0,
            Retry = new EndpointRetry { MaxRetries = 99 },
            Timeouts = new EndpointTimeouts { Whole = TimeSpan.Zero },
            Breaker = new EndpointBreaker { FailureRatio = 0 },
        };

        ArgumentException error = Assert.Throws<ArgumentException>(() => new Endpoint(options));

        foreach (string field in new[] { "base_url", "max_concurrency", "requests_per_minute", "retry.max_retries", "timeouts.whole", "breaker.failure_ratio" })
            Assert.Contains(field, error.Message);
    }

    private sealed class StubTransport(Func<HttpResponseMessage> respond) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(respond());
    }

    private static async Task CollectAsync(IChatClient client, List<string> texts, TaskCompletionSource? onFirst = null)
    {
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi", cancellationToken: Cancel))
        {
            if (update.Text.Length == 0) continue;
            texts.Add(update.Text);
            onFirst?.TrySetResult();
        }
    }
}

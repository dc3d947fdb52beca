using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Streams that break on either side.</summary>
public sealed class StreamFaultTests
{
    [Fact]
    public async Task Fusor_DiesMidStream_ClientSeesItsTextThenAnErrorThenDone()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request)
            ? new UpstreamReply { Pieces = ["<fused_answer>\nParis is the capital of France. ", "It lies on the Seine. ", "And so on"], ErrorAfterPieces = 2 }
            : $"candidate of {request.Model}";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", Fusion());
        string text = "";
        JsonNode? error = null;
        await foreach (JsonObject chunk in ServerEvents.ReadAsync(response))
        {
            Assert.Null(error);
            error = chunk["error"];
            text += (string?)chunk["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"];
        }

        Assert.StartsWith("Paris is", text, StringComparison.Ordinal);
        Assert.Equal("judge_upstream_error", (string?)error?["failure_reason"]);
        Assert.StartsWith("run_", (string?)error?["run_id"], StringComparison.Ordinal);

        await gateway.Store.FlushAsync(TestContext.Current.CancellationToken);
        StoredRun? kept = await gateway.Store.FindRunAsync((string)error!["run_id"]!, TestContext.Current.CancellationToken);
        Assert.Equal("judge_upstream_error", kept!.FailureReason);
        Assert.Equal(FusionFailure.BrokenOff, ReceiptJson.Read(kept.ReceiptJson!).Failure);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"hi"}]}""", "data: [DONE]\n\n")]
    [InlineData("/v1/chat/completions", """{"model":"a","stream":true,"messages":[{"role":"user","content":"alone"}]}""", "data: [DONE]\n\n")]
    [InlineData("/v1/completions", """{"model":"fusion","stream":true,"prompt":"hi"}""", "data: [DONE]\n\n")]
    [InlineData("/v1/responses", """{"model":"a","stream":true,"input":"alone"}""", "response.failed")]
    [InlineData("/v1/messages", """{"model":"a","stream":true,"max_tokens":99,"messages":[{"role":"user","content":"alone"}]}""", "event: error")]
    public async Task Stream_FailsInAnUnforeseenWay_EndsInOrderWithAnErrorAndNoWordOfTheCause(string path, string body, string end)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        using UnforeseenTransport transport = new(request => request.Contains("# Candidates", StringComparison.Ordinal) || request.Contains("alone", StringComparison.Ordinal));
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, TimeProvider.System, transport: transport);

        using HttpResponseMessage response = await gateway.PostRawAsync(path, body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Paris is the capital", text, StringComparison.Ordinal);
        Assert.Contains("error", text, StringComparison.Ordinal);
        Assert.Contains(end, text[text.LastIndexOf("Seine", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.EndsWith("\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidTimeZone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("at-the-secret-place", text, StringComparison.Ordinal);
    }

    /// <summary>The clock stands still, so nothing that waits for time can be what ends the calls.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_GoesAway_CancelsEveryUpstreamCallAtOnce(bool stream)
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Hanging;
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock);
        using CancellationTokenSource gone = new();
        JsonObject body = Fusion();
        body["stream"] = stream;
        using StringContent content = new(body.ToJsonString(), Encoding.UTF8, "application/json");
        Task<HttpResponseMessage> asking = gateway.Http.PostAsync("/v1/chat/completions", content, gone.Token);
        await upstream.Meter.WaitForOpenAsync(3, TestContext.Current.CancellationToken);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await upstream.Meter.WaitForAbortedAsync(3, TestContext.Current.CancellationToken);
        await upstream.Meter.WaitForAllClosedAsync(TestContext.Current.CancellationToken);

        await gateway.StopAsync();
        await gateway.Store.FlushAsync(TestContext.Current.CancellationToken);
        StoredRun run = Assert.Single((await gateway.Store.ListRunsAsync(new RunFilter(), cursor: null, 10, TestContext.Current.CancellationToken)).Runs);
        Assert.Equal((RunStatus.Cancelled, null), (run.Status, run.FailureReason));
    }

    /// <summary>The promise in real time, on the wire: from the moment the client closes its connection to the last upstream call that sees its end.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ClosesItsConnection_FiveHangingMembersAreCancelledWithinASecond(bool stream)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Hanging;
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, TestGateway.Configuration.Replace("panel: [a, b, c], fusor", "panel: [{ model: a, samples: 3 }, { model: b, samples: 2 }], fusor", StringComparison.Ordinal));
        JsonObject body = Fusion();
        body["stream"] = stream;
        byte[] content = Encoding.UTF8.GetBytes(body.ToJsonString());
        using TcpClient client = new();
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            (byte[])[.. Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {content.Length}\r\n\r\n"), .. content],
            TestContext.Current.CancellationToken);
        await upstream.Meter.WaitForOpenAsync(5, TestContext.Current.CancellationToken);

        long closed = Stopwatch.GetTimestamp();
        client.Close();
        await upstream.Meter.WaitForAbortedAsync(5, TestContext.Current.CancellationToken);
        TimeSpan took = Stopwatch.GetElapsedTime(closed);

        TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMilliseconds:0} ms from the close to the fifth abort");
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(5, upstream.Meter.Total);
    }

    [Fact]
    public async Task Panel_IsSilent_StreamIsKeptAliveEvery10Seconds()
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.OnRequest = request => Replies.Of(request, "fused") with { Gate = gate.Task };
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock);
        Task<HttpResponseMessage> asking = gateway.PostAsync("/v1/chat/completions", Fusion());
        await upstream.Meter.WaitForOpenAsync(3, TestContext.Current.CancellationToken);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        using HttpResponseMessage response = await asking;
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(": keepalive", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            clock.Advance(EventPump.KeepAlive);
        }

        gate.SetResult();
        Assert.EndsWith("data: [DONE]\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // The headers of a stream go out with the first comment that keeps it alive, before its run has begun.
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"a","stream":true,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"fusion","stream":true,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("/v1/responses", """{"model":"a","stream":true,"input":"hi"}""")]
    [InlineData("/v1/messages", """{"model":"a","stream":true,"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("/v1/completions", """{"model":"fusion","stream":true,"prompt":"hi"}""")]
    public async Task Run_WaitsForItsTurnLongerThanAKeepAlive_IsAnsweredAllTheSame(string path, string body)
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.OnRequest = request => request.Body.Contains("long", StringComparison.Ordinal) ? new UpstreamReply { Text = "done", Gate = gate.Task } : Replies.Of(request, "An answer.");
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock, runs: 1);
        Task<JsonObject> first = gateway.ChatAsync(new() { ["model"] = "a", ["messages"] = TestGateway.Ask("long") });
        await upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        Task<HttpResponseMessage> asking = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await clock.WaitForTimerAsync(EventPump.KeepAlive, TestContext.Current.CancellationToken);

        clock.Advance(EventPump.KeepAlive);
        using HttpResponseMessage response = await asking;
        gate.SetResult();
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith(": keepalive", text, StringComparison.Ordinal);
        Assert.DoesNotContain("error\":{", text, StringComparison.Ordinal);
        Assert.Matches("answer|candidate", text);
        Assert.Matches("DONE|completed|message_stop", text);
        await first;
    }

    [Fact]
    public async Task Client_ReadsNothing_IsCutOffAndItsRunCancelled()
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource never = new();
        string[] pieces = [.. Enumerable.Repeat(new string('x', 100_000), 200), "end"];
        upstream.Default = new UpstreamReply { Pieces = pieces, PieceGate = piece => piece < 200 ? Task.CompletedTask : never.Task };
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock);
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(gateway.Url.Host, gateway.Url.Port, TestContext.Current.CancellationToken);
        string body = new JsonObject { ["model"] = "a", ["stream"] = true, ["messages"] = TestGateway.Ask("hello") }.ToJsonString();

        await client.SendAsync(
            Encoding.ASCII.GetBytes($"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);

        DateTimeOffset start = clock.GetUtcNow();
        while (upstream.Meter.Aborted == 0)
        {
            // A request of its own, so that the gateway gets on with the other one between two seconds.
            (await gateway.Http.GetAsync("/healthz", TestContext.Current.CancellationToken)).Dispose();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(clock.GetUtcNow() - start >= SseStream.LongestFlush);
    }

    private static JsonObject Fusion() => new() { ["model"] = "fusion", ["stream"] = true, ["messages"] = TestGateway.Ask("hello") };
}

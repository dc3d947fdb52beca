using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Members that fail in every way: the others' answers are fused, and the answer says who is missing.</summary>
public sealed class MemberFaultTests
{
    [Fact]
    public async Task Member_Hangs_IsGivenUpAfterTheGraceAndItsCallIsCancelled()
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "b" ? UpstreamReply.Hanging : Replies.Of(request, "fused");
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock);

        Task<JsonObject> asking = gateway.ChatAsync(Fusion());
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(8));

        AssertPartialWithout("b", await asking);
        await upstream.Meter.WaitForAbortedAsync(1, TestContext.Current.CancellationToken);
        await upstream.Meter.WaitForAllClosedAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("stopped")]
    [InlineData("error")]
    [InlineData("garbage")]
    [InlineData("no json")]
    [InlineData("500")]
    public async Task Member_BreaksOrSendsGarbage_IsNamedAndTheOthersAreFused(string fault)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        UpstreamReply broken = fault switch
        {
            "cut" => new UpstreamReply { Text = new string('x', 200), CutAfterPieces = 2 },
            "stopped" => new UpstreamReply { Text = new string('x', 200), StopAfterPieces = 2 },
            "error" => new UpstreamReply { Text = new string('x', 200), ErrorAfterPieces = 2 },
            "garbage" => UpstreamReply.Garbage,
            "no json" => UpstreamReply.ErrorBody(200, "data: {\"choices\":[{\"delta\":\n\ndata: <html>\n\n", "text/event-stream"),
            _ => UpstreamReply.Error(500),
        };
        upstream.OnRequest = request => request.Model == "b" ? broken : Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        AssertPartialWithout("b", await gateway.ChatAsync(Fusion()));
    }

    [Fact]
    public async Task Member_IsRateLimitedForAMinute_IsAskedAgainAfterIt()
    {
        TestClock clock = new();
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        int asked = 0;
        upstream.OnRequest = request => request.Model == "b" && Interlocked.Increment(ref asked) == 1
            ? UpstreamReply.RateLimited(TimeSpan.FromMinutes(1))
            : Replies.Of(request, "fused");
        await using TestGateway gateway = await FaultGateway.StartAsync(upstream, clock);

        // Alone, so that no quorum gives it up meanwhile.
        Task<JsonObject> asking = gateway.ChatAsync(new() { ["model"] = "b", ["messages"] = TestGateway.Ask("hello") });
        await clock.WaitForTimerAsync(due => due >= TimeSpan.FromSeconds(60) && due <= TimeSpan.FromSeconds(66.1), TestContext.Current.CancellationToken);
        DateTimeOffset refused = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, asked);
        while (!asking.IsCompleted)
        {
            // A request of its own, so that the gateway gets on with the other one between two seconds.
            (await gateway.Http.GetAsync("/healthz", TestContext.Current.CancellationToken)).Dispose();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange((clock.GetUtcNow() - refused).TotalSeconds, 60, 300);

        Assert.Equal("candidate of b", (string?)(await asking)["choices"]![0]!["message"]!["content"]);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task AllMembers_AreRateLimited_Is429AndSaysSo()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.RateLimited();
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", Fusion());

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        JsonNode error = (await TestGateway.ReadAsync(response))["error"]!;
        Assert.Equal("rate_limited", (string?)error["failure_reason"]);
        Assert.Equal(3, error["failed_models"]!.AsArray().Count);
    }

    [Fact]
    public async Task Member_Answers10Megabytes_DoesNotKeepTheOthersFromBeingFused()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Model == "b"
            ? new UpstreamReply { Pieces = [.. Enumerable.Repeat(new string('x', 100_000), 100)] }
            : Replies.Of(request, "fused");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        JsonObject answer = await gateway.ChatAsync(Fusion());

        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Contains(upstream.Requests, request => Replies.IsFusing(request) && request.Body.Contains("candidate of c", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlainModel_Answers10Megabytes_ArriveWhole()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Pieces = [.. Enumerable.Repeat(new string('x', 100_000), 100)] };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "a", ["stream"] = true, ["messages"] = TestGateway.Ask("hello") });

        Assert.Equal(10_000_000, (await ServerEvents.TextAsync(response)).Length);
    }

    private static JsonObject Fusion() => new() { ["model"] = "fusion", ["messages"] = TestGateway.Ask("hello") };

    private static void AssertPartialWithout(string member, JsonObject answer)
    {
        Assert.Equal("fused", (string?)answer["choices"]![0]!["message"]!["content"]);
        Assert.Equal("partial", (string?)answer["fusion"]!["status"]);
        Assert.True((bool)answer["fusion"]!["degraded"]!);
        Assert.Equal(member, (string?)Assert.Single(answer["fusion"]!["failed_models"]!.AsArray())!["model"]);
    }
}

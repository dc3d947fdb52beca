using System.Net;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>What a key may take in a minute and at once, over HTTP: exact, however many ask together, and told in the headers that OpenAI sends.</summary>
public sealed class RateLimitTests
{
    private static readonly JsonObject Plain = new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello"), ["max_tokens"] = 50 };

    [Fact]
    public async Task RequestsPerMinute_TwoHundredAtOnce_AreExact()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        TestClock clock = new();
        await using TestGateway gateway = await StartAsync(upstream, clock);
        string secret = await KeyAsync(gateway, new RateLimits { RequestsPerMinute = 80 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => AskAsync(gateway, secret)));

        var taken = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.Equal(80, taken.Count);
        Assert.Equal(80, upstream.Requests.Count);
        Assert.Equal(Enumerable.Range(0, 80).Select(left => (string?)$"{left}"), taken.Select(answer => answer.Headers["x-ratelimit-remaining-requests"]).OrderBy(int.Parse!));
        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(120, refused.Count);
        Assert.All(refused, answer =>
        {
            Assert.Equal("rate_limit_exceeded", answer.Code);
            Assert.Equal("80", answer.Headers["x-ratelimit-limit-requests"]);
            Assert.Equal("0", answer.Headers["x-ratelimit-remaining-requests"]);
            Assert.Equal("60s", answer.Headers["x-ratelimit-reset-requests"]);
            Assert.Equal("60", answer.Headers["Retry-After"]);
        });

        clock.Advance(TimeSpan.FromSeconds(60));
        var next = await AskAsync(gateway, secret);
        Assert.Equal(HttpStatusCode.OK, next.Status);
        Assert.Equal("79", next.Headers["x-ratelimit-remaining-requests"]);
    }

    [Fact]
    public async Task TokensPerMinute_TwoHundredAtOnce_AreNeverPassed()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = new UpstreamReply { Text = "hello", Usage = new UpstreamUsage(10, 40) };
        await using TestGateway gateway = await StartAsync(upstream, new TestClock());
        string secret = await KeyAsync(gateway, new RateLimits { TokensPerMinute = 1_000 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => AskAsync(gateway, secret)));

        int taken = answers.Count(answer => answer.Status == HttpStatusCode.OK);
        Assert.InRange(taken, 1, 20);
        Assert.Equal(taken, upstream.Requests.Count);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
            Assert.Equal("rate_limit_exceeded", answer.Code);
            Assert.NotNull(answer.Headers["Retry-After"]);
        });
        var last = await AskAsync(gateway, secret);
        Assert.Equal("1000", last.Headers["x-ratelimit-limit-tokens"]);
        int left = 1_000 - (50 * upstream.Requests.Count);
        Assert.Equal($"{left}", last.Headers["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task Concurrent_OneMoreThanAllowed_Is429UntilOneEnds()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        TaskCompletionSource gate = new();
        upstream.Default = new UpstreamReply { Text = "done", Gate = gate.Task };
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        string secret = await KeyAsync(gateway, new RateLimits { Concurrent = 2 });
        Task<Answer>[] open = [AskAsync(gateway, secret), AskAsync(gateway, secret)];
        await upstream.Meter.WaitForOpenAsync(2, TestContext.Current.CancellationToken);

        Answer refused = await AskAsync(gateway, secret);
        gate.SetResult();
        await Task.WhenAll(open);

        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(gateway, secret)).Status);
    }

    [Fact]
    public async Task LimitOfTheDay_RequestNamesNoLimit_SendsWhatIsReserved()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = "hello";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        (_, string secret) = await gateway.Store.Keys.MakeAsync(new NewKey("team") { Limits = new SpendLimits { Tokens = 20_000 } }, TestContext.Current.CancellationToken);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") }, ("Authorization", $"Bearer {secret}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1_000, (int?)JsonNode.Parse(Assert.Single(upstream.Requests).Body)!["max_completion_tokens"]);
    }

    private static Task<TestGateway> StartAsync(FakeUpstream upstream, TestClock clock) =>
        TestGateway.StartAsync(upstream, change: options => options with { TimeProvider = clock });

    private static async Task<string> KeyAsync(TestGateway gateway, RateLimits rates) =>
        (await gateway.Store.Keys.MakeAsync(new NewKey("team") { Rates = rates }, TestContext.Current.CancellationToken)).Secret;

    private static async Task<Answer> AskAsync(TestGateway gateway, string secret)
    {
        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", Plain, ("Authorization", $"Bearer {secret}"));
        JsonObject body = await TestGateway.ReadAsync(response);
        return new Answer(
            response.StatusCode,
            (string?)body["error"]?["code"],
            response.Headers.ToDictionary(header => header.Key, header => (string?)header.Value.First(), StringComparer.OrdinalIgnoreCase));
    }

    private sealed record Answer(HttpStatusCode Status, string? Code, IReadOnlyDictionary<string, string?> Headers);
}

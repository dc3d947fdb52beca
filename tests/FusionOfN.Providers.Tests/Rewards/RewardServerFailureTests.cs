using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

public sealed class RewardServerFailureTests
{
    [Theory]
    [InlineData(413)]
    [InlineData(422)]
    public async Task Score_BatchTooLarge_IsSplitAndTheLimitRemembered(int status)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/rerank", request =>
        {
            var texts = request.Json["texts"]!.AsArray();
            return texts.Count > 2
                ? UpstreamReply.Raw("""{"error":"batch size > maximum allowed batch size 2","error_type":"Validation"}""", status)
                : UpstreamReply.Raw("[" + string.Join(',', texts.Select((text, index) => $$"""{"index":{{index}},"score":{{((string)text!)[1..]}}}""")) + "]");
        });
        using var scorer = bench.Scorer(RewardDialect.TeiRerank);

        Assert.Equal([0, 1, 2, 3, 4], await RewardBench.ValuesAsync(scorer, "a0", "a1", "a2", "a3", "a4"));
        int before = bench.Upstream.Requests.Count;
        Assert.Equal([5, 6, 7], await RewardBench.ValuesAsync(scorer, "a5", "a6", "a7"));

        Assert.Equal(2, bench.Upstream.Requests.Count - before);
    }

    [Fact]
    public async Task Score_OneAnswerTooLong_FailsAlone()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/rerank", request => request.Body.Contains("too long", StringComparison.Ordinal)
            ? UpstreamReply.Raw("""{"error":"`inputs` must have less than 512 tokens. Given: 900"}""", 422)
            : UpstreamReply.Raw("[" + string.Join(',', request.Json["texts"]!.AsArray().Select((_, index) => $$"""{"index":{{index}},"score":1}""")) + "]"));
        using var scorer = bench.Scorer(RewardDialect.TeiRerank);

        var scores = await RewardBench.ScoreAsync(scorer, "a", "b", "too long", "c");

        Assert.Equal([1, 1, null, 1], scores.Select(score => score.Value));
        Assert.Contains("less than 512 tokens", scores[2].Failure!, StringComparison.Ordinal);
        Assert.Equal("endpoint 'rm', model 'm': the prompt does not fit the model's context (HTTP 422).", scores[2].Brief);
    }

    [Fact]
    public async Task Score_RateLimited_WaitsAsLongAsTheServerAsks()
    {
        TestClock clock = new();
        await using var bench = await RewardBench.StartAsync(clock);
        int asked = 0;
        bench.Upstream.Map("POST", "/score", _ => Interlocked.Increment(ref asked) == 1
            ? UpstreamReply.RateLimited(TimeSpan.FromSeconds(7))
            : UpstreamReply.Raw("""{"data":[{"index":0,"score":2}]}"""));
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Retry = new() { MaxRetries = 2 } });

        var scoring = RewardBench.ValuesAsync(scorer, "a");
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        Assert.Equal(1, asked);
        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal([2], await scoring);
    }

    [Fact]
    public async Task Score_WaitLongerThanAllowed_FailsAtOnce()
    {
        await using var bench = await RewardBench.StartAsync(new TestClock());
        bench.Upstream.Map("POST", "/score", _ => UpstreamReply.RateLimited(TimeSpan.FromMinutes(10)));
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Retry = new() { MaxRetries = 2 } });

        var score = Assert.Single(await RewardBench.ScoreAsync(scorer, "a"));

        Assert.Contains("asks to wait 600 s", score.Failure!, StringComparison.Ordinal);
        Assert.Single(bench.Upstream.Requests);
    }

    [Fact]
    public async Task Score_BadRequest_IsNotTriedAgain()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"error":{"message":"This model does not support the Score API"}}""", 400);
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Retry = new() { MaxRetries = 5 } });

        var score = Assert.Single(await RewardBench.ScoreAsync(scorer, "a"));

        Assert.Contains("does not support the Score API", score.Failure!, StringComparison.Ordinal);
        Assert.Single(bench.Upstream.Requests);
    }

    [Fact]
    public async Task Score_ServerThatEchoesTheKey_NeverLeaksIt()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/v2/rerank", """{"message":"invalid api token very-secret-key"}""", 401);
        using var scorer = bench.Scorer(RewardDialect.CohereRerank, options => options with { ApiKeyVariable = "REWARD_KEY" });

        var score = Assert.Single(await RewardBench.ScoreAsync(scorer, "a"));

        Assert.Contains("invalid api token [secret]", score.Failure!, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret-key", score.Failure!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_VariableNotSet_IsAFailureThatNamesItAndNothingIsSent()
    {
        await using var bench = await RewardBench.StartAsync();
        using var scorer = bench.Scorer(RewardDialect.CohereRerank, options => options with { ApiKeyVariable = "NOT_SET" });

        Assert.Contains("NOT_SET is not set", Assert.Single(await RewardBench.ScoreAsync(scorer, "a")).Failure!, StringComparison.Ordinal);
        Assert.Empty(bench.Upstream.Requests);
    }

    [Fact]
    public async Task Score_ServerThatHangs_TimesOut()
    {
        TestClock clock = new();
        await using var bench = await RewardBench.StartAsync(clock);
        bench.Upstream.Map("POST", "/score", _ => UpstreamReply.Hanging);
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Timeout = TimeSpan.FromSeconds(9) });

        var scoring = RewardBench.ScoreAsync(scorer, "a");
        await bench.Upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Contains("no answer within 9 s", Assert.Single(await scoring).Failure!, StringComparison.Ordinal);
        await bench.Upstream.Meter.WaitForAllClosedAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Score_Cancelled_ThrowsAndClosesTheCall()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/score", _ => UpstreamReply.Hanging);
        using var scorer = bench.Scorer(RewardDialect.VllmScore);
        using CancellationTokenSource stop = new();

        var scoring = RewardBench.ScoreAsync(scorer, [new ChatMessage(ChatRole.User, "Why?")], ["a"], token: stop.Token);
        await bench.Upstream.Meter.WaitForOpenAsync(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scoring);
        await bench.Upstream.Meter.WaitForAllClosedAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, bench.Upstream.Meter.Aborted);
    }

    [Fact]
    public async Task Score_NoServer_IsAFailure()
    {
        var bench = await RewardBench.StartAsync();
        using var scorer = bench.Scorer(RewardDialect.VllmScore);
        await bench.Upstream.DisposeAsync();

        Assert.Contains("no connection", Assert.Single(await RewardBench.ScoreAsync(scorer, "a")).Failure!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_Redirect_IsNotFollowedWithTheKey()
    {
        await using var bench = await RewardBench.StartAsync();
        await using var other = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        bench.Upstream.Map("POST", "/v2/rerank", _ => new UpstreamReply { Status = 307, Headers = new Dictionary<string, string> { ["Location"] = $"{other.Url}v2/rerank" } });
        using var scorer = bench.Scorer(RewardDialect.CohereRerank, options => options with { ApiKeyVariable = "REWARD_KEY" });

        Assert.Null(Assert.Single(await RewardBench.ScoreAsync(scorer, "a")).Value);
        Assert.Empty(other.Requests);
    }
}

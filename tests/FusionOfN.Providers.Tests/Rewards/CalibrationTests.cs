using FusionOfN.Testing;

namespace FusionOfN.Providers.Tests;

public sealed class CalibrationTests
{
    [Fact]
    public async Task Score_FirstUse_ProbesOnceThroughTheSamePath()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/score", Score("5.5", "-3"));
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Probe = true });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RewardBench.ScoreAsync(scorer, "a")));

        Assert.Single(bench.Bodies, body => body.Contains("capital of France", StringComparison.Ordinal));
        Assert.Equal(
            """{"model":"m","use_activation":false,"text_1":"What is the capital of France? Answer in one sentence.","text_2":["The capital of France is Paris.","Bananas bananas, who cares, it is probably the moon."]}""",
            bench.Bodies[0]);
        Assert.Equal(5, bench.Bodies.Count);
    }

    [Theory]
    [InlineData("-1", "3", "the bad answer scores higher")]
    [InlineData("2", "2", "both have the same score")]
    [InlineData("0.99999", "0.99998", "the sigmoid is still on")]
    [InlineData("1", "0.001", "the sigmoid is still on")]
    public async Task Score_OddProbe_RefusesAndNamesTheEndpointAndBothScores(string good, string bad, string reason)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/score", Score(good, bad));
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Probe = true });

        var scores = await RewardBench.ScoreAsync(scorer, "a", "b");
        await RewardBench.ScoreAsync(scorer, "c");

        Assert.All(scores, score =>
        {
            Assert.Null(score.Value);
            Assert.Contains($"scorer 'rm' at {bench.Upstream.Url}score is refused: a good answer scored {good}, a bad one {bad}", score.Failure!, StringComparison.Ordinal);
            Assert.Contains(reason, score.Failure!, StringComparison.Ordinal);
        });
        Assert.Single(bench.Upstream.Requests);
    }

    [Fact]
    public async Task Probe_SqueezedScoresThatWereAskedFor_Pass()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/score", Score("0.999", "0.001"));
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Raw = false });

        var result = await scorer.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Passed, result.Problem);
        Assert.Equal((0.999, 0.001, "served"), (result.Good, result.Bad, result.ServedModel));
        Assert.Equal($"{bench.Upstream.Url}score", result.Endpoint);
    }

    [Fact]
    public async Task Probe_CohereOutsideItsRange_IsRefused()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/v2/rerank", """{"results":[{"index":0,"relevance_score":7.5},{"index":1,"relevance_score":-2}]}""");
        using var scorer = bench.Scorer(RewardDialect.CohereRerank);

        var result = await scorer.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.False(result.Passed);
        Assert.Contains("a score from 0 to 1 was expected", result.Problem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_CometThatAnswersPercentages_IsRefusedAndThePairIsATranslation()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"scores":[91.5,12],"system_score":50}""");
        using var scorer = bench.Scorer(RewardDialect.Comet, options => options with { SourcePattern = "into German: (.+)" });

        var result = await scorer.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Contains("a score from -5 to 5 was expected", result.Problem!, StringComparison.Ordinal);
        Assert.Equal("The cat sleeps on the sofa.", (string?)Assert.Single(bench.Upstream.Requests).Json["data"]![0]!["src"]);
    }

    [Fact]
    public async Task Probe_LabelsLearnedFromTheReplies_AreEnough()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/classify", request => UpstreamReply.Raw(request.Body.Contains("Paris", StringComparison.Ordinal)
            ? """{"data":[{"index":0,"label":"good","probs":[-2,1,4]}]}"""
            : """{"data":[{"index":0,"label":"bad","probs":[5,1,-3]}]}"""));
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Label = "good" });

        var result = await scorer.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Passed, result.Problem);
        Assert.Equal((4, -3), (result.Good, result.Bad));
    }

    [Fact]
    public async Task Score_ServerDownDuringTheProbe_IsProbedAgainNextTime()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"error":"loading"}""", 503);
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Probe = true });

        Assert.Contains("HTTP 503", Assert.Single(await RewardBench.ScoreAsync(scorer, "a")).Failure!, StringComparison.Ordinal);
        bench.Upstream.Map("POST", "/score", Score("5.5", "-3"));

        Assert.Equal([5.5], await RewardBench.ValuesAsync(scorer, "a"));
    }

    [Fact]
    public async Task Score_NaN_IsNoScore()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"data":[{"index":0,"score":1e999}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore);

        Assert.Equal("the score is not a finite number", Assert.Single(await RewardBench.ScoreAsync(scorer, "a")).Failure);
    }

    private static Func<UpstreamRequest, UpstreamReply> Score(string good, string bad) => request =>
        request.Json["text_2"]!.AsArray().Count == 2
            ? UpstreamReply.Raw($$"""{"model":"served","data":[{"index":0,"score":{{good}}},{"index":1,"score":{{bad}}}]}""")
            : UpstreamReply.Raw($$"""{"model":"served","data":[{"index":0,"score":{{good}}}]}""");
}

using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

public sealed class OtherDialectTests
{
    [Theory]
    [InlineData("""[{"embedding":[0.5],"meta_info":{}},{"embedding":[0.1,-0.25],"meta_info":{}}]""", new[] { 0.5, -0.25 })]
    [InlineData("""{"embedding":[1.5],"meta_info":{}}""", new[] { 1.5 })]
    public async Task SglangClassify_ListOrBareObject_IsRead(string reply, double[] wanted)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", reply);
        using var scorer = bench.Scorer(RewardDialect.SglangClassify, options => options with { Template = "plain" });

        Assert.Equal(wanted, await RewardBench.ValuesAsync(scorer, [.. wanted.Select((_, index) => $"a{index}")]));
        string texts = string.Join(',', wanted.Select((_, index) => $"\"user: Why?\\n\\nassistant: a{index}\""));
        Assert.Equal($$"""{"model":"m","text":[{{texts}}]}""", Assert.Single(bench.Bodies));
    }

    [Fact]
    public void SglangClassify_WithoutTemplate_IsRefused()
    {
        RewardServerOptions options = new() { Name = "rm", Dialect = RewardDialect.SglangClassify, BaseUrl = new("http://x") };

        Assert.Contains("Template", Assert.Throws<ArgumentException>(() => new RewardServerScorer(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyDialect_TemplateWithItsOwnBeginToken_IsRefused()
    {
        RewardServerOptions options = new() { Name = "rm", Dialect = RewardDialect.VllmClassify, BaseUrl = new("http://x"), Template = "<|begin_of_text|>{role}{content}" };

        Assert.Contains("there would be two", Assert.Throws<ArgumentException>(() => new RewardServerScorer(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SglangRerank_BareSortedList_IsPutBack()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/v1/rerank", """[{"score":0.9,"document":"b","index":1,"meta_info":{}},{"score":0.2,"document":"a","index":0,"meta_info":{}}]""");
        using var scorer = bench.Scorer(RewardDialect.SglangRerank);

        Assert.Equal([0.2, 0.9], await RewardBench.ValuesAsync(scorer, "a", "b"));
        Assert.Equal("""{"model":"m","query":"Why?","documents":["a","b"]}""", Assert.Single(bench.Bodies));
        Assert.Equal(ScoreMeaning.Rerank, scorer.Meaning);
    }

    [Fact]
    public async Task TeiPredict_Pairs_AreNestedSoThatTwoAnswersAreNotOnePair()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/predict", """[[{"score":1.5,"label":"LABEL_0"}],[{"score":-0.5,"label":"LABEL_0"}]]""");
        using var scorer = bench.Scorer(RewardDialect.TeiPredict);

        Assert.Equal([1.5, -0.5], await RewardBench.ValuesAsync(scorer, "a", "b"));
        Assert.Equal("""{"inputs":[["Why?","a"],["Why?","b"]],"truncate":false,"raw_scores":true}""", Assert.Single(bench.Bodies));
    }

    [Fact]
    public async Task TeiPredict_WithTemplate_NestsTheRenderedText()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/predict", """[{"score":1.5,"label":"LABEL_0"}]""");
        using var scorer = bench.Scorer(RewardDialect.TeiPredict, options => options with { Template = "{role}>{content};", Raw = false });

        Assert.Equal([1.5], await RewardBench.ValuesAsync(scorer, "a"));
        Assert.Equal("""{"inputs":[["user>Why?;assistant>a;"]],"truncate":false,"raw_scores":false}""", Assert.Single(bench.Bodies));
    }

    [Fact]
    public async Task TeiPredict_SeveralLabels_PicksByNameWhateverTheOrder()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/predict", """[[{"score":0.9,"label":"good"},{"score":0.1,"label":"bad"}],[{"score":0.7,"label":"bad"},{"score":0.3,"label":"good"}]]""");
        using var named = bench.Scorer(RewardDialect.TeiPredict, options => options with { Label = "good" });
        using var unnamed = bench.Scorer(RewardDialect.TeiPredict);
        using var wrong = bench.Scorer(RewardDialect.TeiPredict, options => options with { Label = "best" });

        Assert.Equal([0.9, 0.3], await RewardBench.ValuesAsync(named, "a", "b"));
        Assert.Equal("the model has the labels good, bad; name the one that counts with 'label'", (await RewardBench.ScoreAsync(unnamed, "a", "b"))[0].Failure);
        Assert.Equal("there is no label 'best' among good, bad", (await RewardBench.ScoreAsync(wrong, "a", "b"))[0].Failure);
    }

    [Fact]
    public async Task TeiRerank_SortedList_IsPutBack()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/rerank", """[{"index":1,"score":3.5},{"index":0,"score":-1}]""");
        using var scorer = bench.Scorer(RewardDialect.TeiRerank);

        Assert.Equal([-1, 3.5], await RewardBench.ValuesAsync(scorer, "a", "b"));
        Assert.Equal("""{"query":"Why?","texts":["a","b"],"truncate":false,"raw_scores":true,"return_text":false}""", Assert.Single(bench.Bodies));
    }

    [Fact]
    public async Task CohereRerank_Key_GoesIntoTheHeaderOnly()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/v2/rerank", """{"id":"1","results":[{"index":1,"relevance_score":0.8},{"index":0,"relevance_score":0.3}],"meta":{"billed_units":{"search_units":1}}}""");
        using var scorer = bench.Scorer(RewardDialect.CohereRerank, options => options with { ApiKeyVariable = "REWARD_KEY", Headers = new Dictionary<string, string> { ["X-Client-Name"] = "fusion" } });

        Assert.Equal([0.3, 0.8], await RewardBench.ValuesAsync(scorer, "a", "b"));
        var request = Assert.Single(bench.Upstream.Requests);
        Assert.Equal("""{"model":"m","query":"Why?","documents":["a","b"]}""", request.Body);
        Assert.Equal(("Bearer very-secret-key", "fusion"), (request.Headers["Authorization"], request.Headers["X-Client-Name"]));
        Assert.Equal(ScoreMeaning.Rerank, scorer.Meaning);
    }

    [Fact]
    public async Task Comet_SourcePatternAndReference_BecomeSrcAndRef()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"model":"Unbabel/XCOMET-XL","scores":[0.91,0.42],"system_score":0.665,"error_spans":[[],[{"text":"x","severity":"major","start":0,"end":1,"confidence":0.5}]],"truncated":[false,true]}""");
        using var scorer = bench.Scorer(RewardDialect.Comet, options => options with { SourcePattern = @"into German:\s*(.+)" });

        var scores = await RewardBench.ScoreAsync(
            scorer,
            [new(ChatRole.System, "Translate."), new(ChatRole.User, "Put this into German: Good morning.\nBye.")],
            ["Guten Morgen.\nTschüss.", "Nacht."],
            new ChatOptions { AdditionalProperties = new() { ["fusion.reference"] = "Guten Morgen. Tschüss." } });

        Assert.Equal([0.91, 0.42], scores.Select(score => score.Value!.Value));
        Assert.Equal(
            """{"model":"m","data":[{"src":"Good morning.\nBye.","mt":"Guten Morgen.\nTschüss.","ref":"Guten Morgen. Tschüss."},{"src":"Good morning.\nBye.","mt":"Nacht.","ref":"Guten Morgen. Tschüss."}]}""",
            Assert.Single(bench.Bodies));
        Assert.Equal((ScoreMeaning.Metric, "Unbabel/XCOMET-XL", 0.5), (scorer.Meaning, scorer.ServedModel, scorer.TruncatedShare));
    }

    [Fact]
    public async Task Comet_WithoutPatternOrReference_SendsTheLastUserMessageAndNoRef()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"scores":[0.5],"system_score":0.5}""");
        using var scorer = bench.Scorer(RewardDialect.Comet, options => options with { Model = null });

        Assert.Equal([0.5], await RewardBench.ValuesAsync(scorer, "a"));
        Assert.Equal("""{"data":[{"src":"Why?","mt":"a"}]}""", Assert.Single(bench.Bodies));
        Assert.Equal(0, scorer.TruncatedShare);
    }

    [Fact]
    public async Task Comet_PatternThatDoesNotMatch_FailsInsteadOfScoringTheInstruction()
    {
        await using var bench = await RewardBench.StartAsync();
        using var scorer = bench.Scorer(RewardDialect.Comet, options => options with { SourcePattern = "into German: (.+)" });

        var score = Assert.Single(await RewardBench.ScoreAsync(scorer, "a"));

        Assert.Contains("source_pattern does not match this prompt", score.Failure!, StringComparison.Ordinal);
        Assert.Empty(bench.Upstream.Requests);
    }

    [Fact]
    public async Task Comet_WrongNumberOfScores_IsAFailure()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"scores":[0.5],"system_score":0.5}""");
        using var scorer = bench.Scorer(RewardDialect.Comet);

        Assert.All(await RewardBench.ScoreAsync(scorer, "a", "b"), score => Assert.Contains("1 scores for 2 texts", score.Failure!, StringComparison.Ordinal));
    }
}

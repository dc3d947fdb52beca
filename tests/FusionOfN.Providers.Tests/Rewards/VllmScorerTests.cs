using System.Text.Json.Nodes;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

public sealed class VllmScorerTests
{
    [Fact]
    public async Task Classify_WithoutTemplate_SendsOneConversationPerAnswerAndAsksForRawLogits()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Upstream.Map("POST", "/classify", request => UpstreamReply.Raw(
            $$$"""{"id":"classify-1","object":"list","model":"served","data":[{"index":0,"label":null,"probs":[{{{(request.Body.Contains("yes", StringComparison.Ordinal) ? "-1.5" : "12.25")}}}],"num_classes":1}],"usage":{}}"""));
        using var scorer = bench.Scorer(RewardDialect.VllmClassify);

        var scores = await RewardBench.ScoreAsync(
            scorer, [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why?"), new(ChatRole.Assistant, "What?"), new(ChatRole.User, "This <b>.")], ["yes", "für dich"]);

        Assert.Equal([-1.5, 12.25], scores.Select(score => score.Value!.Value));
        Assert.Equal("served", scorer.ServedModel);
        Assert.Equal(ScoreMeaning.Reward, scorer.Meaning);
        const string Start = """{"model":"m","use_activation":false,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Why?"},{"role":"assistant","content":"What?"},{"role":"user","content":"This <b>."},{"role":"assistant","content":""";
        Assert.Equal(
            [$$"""{{Start}}"für dich"}],"add_generation_prompt":false}""", $$"""{{Start}}"yes"}],"add_generation_prompt":false}"""],
            bench.Bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Classify_WithTemplate_BatchesRenderedTextsAndMapsByIndex()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", """{"model":"m","data":[{"index":2,"probs":[3]},{"index":0,"probs":[1]},{"index":1,"probs":[2]}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Template = "chatml" });

        Assert.Equal([1, 2, 3], await RewardBench.ValuesAsync(scorer, "a", "b", "c {role}"));
        Assert.Equal(
            """{"model":"m","use_activation":false,"input":["<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\na<|im_end|>","<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\nb<|im_end|>","<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\nc {role}<|im_end|>"]}""",
            Assert.Single(bench.Bodies));
    }

    [Theory]
    [InlineData("llama-3", "<|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\na<|eot_id|>")]
    [InlineData("gemma", "<start_of_turn>user\nWhy?<end_of_turn>\n<start_of_turn>model\na<end_of_turn>")]
    [InlineData("plain", "user: Why?\n\nassistant: a")]
    [InlineData("[{role}] {content} ", "[user] Why? [assistant] a ")]
    public async Task Classify_Templates_RenderWithoutABeginToken(string template, string rendered)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", """{"data":[{"index":0,"probs":[1]}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Template = template });

        await RewardBench.ValuesAsync(scorer, "a");

        Assert.Equal(rendered, (string?)Assert.Single(bench.Upstream.Requests).Json["input"]![0]);
    }

    [Theory]
    [InlineData(true, "activation", """{"model":"m","activation":false,"text_1":"Why?","text_2":["a"]}""")]
    [InlineData(false, "use_activation", """{"model":"m","text_1":"Why?","text_2":["a"]}""")]
    public async Task Score_RawSwitch_IsNamedByTheOptions(bool raw, string field, string body)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"data":[{"index":0,"score":0.5}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { Raw = raw, RawField = field });

        await RewardBench.ValuesAsync(scorer, "a");

        Assert.Equal(body, Assert.Single(bench.Bodies));
    }

    [Fact]
    public async Task Score_ManyAnswers_AreOneRequestMappedByIndex()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"id":"score-1","object":"list","model":"cross","data":[{"index":1,"object":"score","score":0.75},{"index":0,"object":"score","score":-2}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore);

        Assert.Equal([-2, 0.75], await RewardBench.ValuesAsync(scorer, "a", "b"));
        Assert.Equal("""{"model":"m","use_activation":false,"text_1":"Why?","text_2":["a","b"]}""", Assert.Single(bench.Bodies));
        Assert.Equal((ScoreMeaning.Rerank, "cross"), (scorer.Meaning, scorer.ServedModel));
    }

    [Fact]
    public async Task Rerank_SortedReply_IsPutBackAndAllAreAskedFor()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/rerank", """{"id":"r","model":"cross","results":[{"index":1,"document":{"text":"b"},"relevance_score":0.9},{"index":0,"document":{"text":"a"},"relevance_score":0.1}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmRerank);

        Assert.Equal([0.1, 0.9], await RewardBench.ValuesAsync(scorer, "a", "b"));
        Assert.Equal("""{"model":"m","use_activation":false,"query":"Why?","documents":["a","b"],"top_n":0}""", Assert.Single(bench.Bodies));
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("[1.5]", 1.5)]
    [InlineData("[0.1,0.2,2.5]", 2.5)]
    [InlineData("[[0.1],[0.2],[-3.5]]", -3.5)]
    [InlineData("\"AACAPwAAIMA=\"", -2.5)]
    public async Task Pooling_EveryShape_GivesTheLastValue(string data, double wanted)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/pooling", $$"""{"id":"pool-1","model":"served","data":[{"index":0,"object":"pooling","data":{{data}}}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmPooling);

        Assert.Equal([wanted], await RewardBench.ValuesAsync(scorer, "a"));
        Assert.Equal(
            """{"model":"m","use_activation":false,"messages":[{"role":"user","content":"Why?"},{"role":"assistant","content":"a"}],"add_generation_prompt":false,"encoding_format":"float"}""",
            Assert.Single(bench.Bodies));
    }

    [Fact]
    public async Task Classify_TwoLabels_LearnsPositionsFromTheNameOfTheLikeliest()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", """{"data":[{"index":0,"label":"bad","probs":[0.9,0.1]},{"index":1,"label":"bad","probs":[0.6,0.4]}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Template = "plain", Label = "good" });

        Assert.Equal([0.1, 0.4], await RewardBench.ValuesAsync(scorer, "a", "b"));
    }

    [Fact]
    public async Task Classify_ManyLabelsGivenByConfiguration_PicksByName()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", """{"data":[{"index":0,"label":"neutral","probs":[0.2,0.5,0.3]}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Label = "good", Labels = ["bad", "neutral", "good"] });

        Assert.Equal([0.3], await RewardBench.ValuesAsync(scorer, "a"));
    }

    [Theory]
    [InlineData(null, "", "the model has 3 labels; name the one that counts with 'label'")]
    [InlineData("good", "", "the position of label 'good' is not known")]
    [InlineData("good", "good,neutral,bad", "")]
    [InlineData("good", "neutral,bad,good", "the server calls class 1 'neutral', the labels of the configuration call class 0 so")]
    public async Task Classify_LabelThatCannotBeTrusted_HasNoScore(string? label, string labels, string failure)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/classify", """{"data":[{"index":0,"label":"neutral","probs":[0.2,0.5,0.3]}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmClassify, options => options with { Label = label, Labels = labels.Split(',', StringSplitOptions.RemoveEmptyEntries) });

        var score = Assert.Single(await RewardBench.ScoreAsync(scorer, "a"));

        Assert.Equal(failure.Length == 0 ? 0.2 : null, score.Value);
        Assert.Contains(failure, score.Failure ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":[{"index":0,"score":1},{"index":0,"score":2}]}""", "index 0 twice")]
    [InlineData("""{"data":[{"index":7,"score":1}]}""", "index 7 for 2 texts")]
    [InlineData("""{"data":[{"score":1}]}""", "no 'index'")]
    [InlineData("""{"data":[{"index":0},{"index":1}]}""", "no 'score'")]
    [InlineData("""{"data":{}}""", "'data' is no list")]
    [InlineData("""[1,2]""", "no 'data'")]
    [InlineData("""{"data":[{"index":0,"score":"high"},{"index":1,"score":1}]}""", "'score' is no number")]
    [InlineData("""<html>""", "not JSON")]
    public async Task Score_ReplyOfAnotherShape_IsAFailureThatSaysWhat(string reply, string failure)
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", reply);
        using var scorer = bench.Scorer(RewardDialect.VllmScore);

        var scores = await RewardBench.ScoreAsync(scorer, "a", "b");

        Assert.All(scores, score =>
        {
            Assert.Null(score.Value);
            Assert.Contains(failure, score.Failure!, StringComparison.Ordinal);
            Assert.Contains("rm", score.Failure!, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Score_OneIndexMissing_FailsThatAnswerOnly()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"data":[{"index":1,"score":2}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore);

        var scores = await RewardBench.ScoreAsync(scorer, "a", "b");

        Assert.Equal("the server returned no score for this answer", scores[0].Failure);
        Assert.Equal(2, scores[1].Value);
    }

    [Fact]
    public async Task Score_BaseUrlWithVersion_StillFindsTheRoute()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"data":[{"index":0,"score":2}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore, options => options with { BaseUrl = bench.Upstream.OpenAiUrl });

        Assert.Equal([2], await RewardBench.ValuesAsync(scorer, "a"));
    }

    [Fact]
    public async Task Score_Conversation_IsOneQueryWithRoles()
    {
        await using var bench = await RewardBench.StartAsync();
        bench.Reply("/score", """{"data":[{"index":0,"score":2}]}""");
        using var scorer = bench.Scorer(RewardDialect.VllmScore);

        await RewardBench.ScoreAsync(scorer, [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why?")], ["a"]);

        Assert.Equal("system: Be brief.\n\nuser: Why?", (string?)JsonNode.Parse(Assert.Single(bench.Bodies))!["text_1"]);
    }
}

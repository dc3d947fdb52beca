using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration.Tests;

/// <summary>From a file to an answer, over HTTP.</summary>
public sealed class RecipeRunTests
{
    [Fact]
    public async Task Run_BestOfNWithARewardServer_TakesTheBestAndSaysWhatTheScoresAre()
    {
        await using var chat = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        chat.Enqueue("bad", "good", "worst");
        await using var reward = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        reward.Map("POST", "/rerank", request => UpstreamReply.Raw(
            $$"""{"model":"bge-reranker","results":[{{string.Join(',', request.Json["documents"]!.AsArray().Select((text, index) => $$"""{"index":{{index}},"relevance_score":{{Value((string)text!)}}}"""))}}]}"""));
        using var book = Yaml.Open($$"""
            endpoints:
              fake: { base_url: '{{chat.OpenAiUrl}}' }
            scorers:
              rr: { kind: vllm-rerank, base_url: '{{reward.Url}}', model: asked-for }
            prices:
              fake/m: { input: 1, output: 2 }
            recipes:
              best: { panel: { model: fake/m, samples: 3 }, aggregator: best-of-n, scorer: rr, budget: { max_cost_usd: 1 } }
            """);

        var outcome = await new FusionEngine(book.GetRecipe()).CompleteAsync(new([new ChatMessage(ChatRole.User, "Why?")]), TestContext.Current.CancellationToken);

        Assert.Equal("good", outcome.Answer);
        Assert.Equal(("best", "best-of-n", FusionStatus.Full), (outcome.Receipt.Recipe, outcome.Receipt.Aggregator, outcome.Receipt.Status));
        Assert.Equal([-1, 1.5, 4], outcome.Receipt.Scores!.Values.Order());
        Assert.Contains("Scorer 'rr' gives rerank scores (relevance, not a reward) of bge-reranker.", outcome.Receipt.Notes);
        Assert.Equal(3 * ((10 * 1m) + (5 * 2m)) / 1_000_000m, outcome.Receipt.Usage.CostUsd);

        static string Value(string text) => text switch
        {
            "good" => "4",
            "bad" => "1.5",
            "worst" => "-1",
            _ => text.Contains("Paris", StringComparison.Ordinal) ? "6" : "-6",
        };
    }

    [Fact]
    public async Task Run_DiscoveredModel_IsSelfFusionByItself()
    {
        await using var chat = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        chat.OnRequest = request => request.Body.Contains("fused_answer", StringComparison.Ordinal) ? "<fused_answer>\nfused\n</fused_answer>" : $"sample {request.Index}";
        EndpointOptions found = new() { Name = "openai", BaseUrl = chat.OpenAiUrl };
        using RecipeBook book = new(FusionConfiguration.ForModel("OPENAI_BASE_URL", "openai/m", [found]));

        var outcome = await new FusionEngine(book.GetRecipe()).CompleteAsync(new([new ChatMessage(ChatRole.User, "Why?")]), TestContext.Current.CancellationToken);

        Assert.Equal((5, "openai/m", "fused"), (outcome.Receipt.Asked, outcome.Receipt.Writer, outcome.Answer));
        Assert.Equal(5, outcome.Pool.Usable.Count);
        Assert.Equal(6, chat.Requests.Count);
        Assert.Equal(5, chat.Requests.Count(request => request.Json["temperature"] is { } temperature && Math.Abs((double)temperature - 0.7) < 1e-6));
    }

    [Fact]
    public async Task Run_TemperatureOfTheRequest_WinsOverTheOneThatNobodyAskedFor()
    {
        await using var chat = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        chat.OnRequest = request => request.Body.Contains("fused_answer", StringComparison.Ordinal) ? "<fused_answer>\nfused\n</fused_answer>" : "sample";
        EndpointOptions found = new() { Name = "openai", BaseUrl = chat.OpenAiUrl };
        using RecipeBook book = new(FusionConfiguration.ForModel("OPENAI_BASE_URL", "openai/m", [found]));

        await new FusionEngine(book.GetRecipe()).CompleteAsync(
            new([new ChatMessage(ChatRole.User, "Why?")]) { Options = new ChatOptions { Temperature = 0 } }, TestContext.Current.CancellationToken);

        Assert.All(chat.Requests, request => Assert.Equal(0, (double)request.Json["temperature"]!));
    }
}

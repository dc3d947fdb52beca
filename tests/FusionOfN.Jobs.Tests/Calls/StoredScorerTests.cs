using System.Text.Json.Nodes;
using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs.Tests;

/// <summary>A reward server is asked once for each answer to a prompt.</summary>
public sealed class StoredScorerTests : IDisposable
{
    private readonly JobFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Score_AnswersScoredBefore_AreNotAskedAgain()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        List<string> scored = [];
        upstream.Map("POST", "/classify", request =>
        {
            JsonArray texts = request.Json["input"]!.AsArray();
            lock (scored)
                scored.AddRange(texts.Select(text => (string)text!));
            return UpstreamReply.Raw(new JsonObject
            {
                ["data"] = new JsonArray([.. texts.Select((text, i) => (JsonNode)new JsonObject { ["index"] = i, ["label"] = "LABEL_0", ["probs"] = new JsonArray(((string)text!).Length), ["num_classes"] = 1 })]),
            }.ToJsonString());
        });
        using RewardServerScorer server = new(new RewardServerOptions { Name = "rm", Dialect = RewardDialect.VllmClassify, BaseUrl = upstream.Url, Template = "plain", Probe = false });
        await using JobStore store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);
        JobCalls calls = new(store.Calls, new JobCallsOptions { Concurrency = 1 });
        IScorer scorer = calls.Wrap(new EnsembleScorer("both", [new EnsembleMember(server)]));

        FusionOutcome first = await RunAsync(scorer, "one", "three", "one", "seventeen");
        FusionOutcome second = await RunAsync(scorer, "three", "seventeen", "eleven more");

        Assert.Equal("seventeen", first.Answer);
        Assert.Equal("eleven more", second.Answer);
        Assert.Equal(4, scored.Count);
        Assert.Equal(4, (await store.Calls.StatsAsync(Cancel)).Calls);
    }

    private static Task<FusionOutcome> RunAsync(IScorer scorer, params string[] answers) =>
        new FusionEngine(new Recipe("best", RecordedPanel.Instance, new BestOfNAggregator(scorer))).CompleteAsync(
            new FusionRequest([new ChatMessage(ChatRole.User, "Count.")]) { Candidates = [.. answers.Select((answer, i) => new Candidate(i, "m", CallState.Ok, answer))] }, Cancel);
}

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

    [Fact]
    public async Task Score_JudgeInsideAnEnsemble_IsAskedOnceForEachAnswer()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(Cancel);
        upstream.OnRequest = request => $"Fine.\nScore: {(request.Body.Contains("seventeen", StringComparison.Ordinal) ? 9 : 3)}";
        using Endpoint endpoint = new(new EndpointOptions { Name = "fake", BaseUrl = upstream.OpenAiUrl });
        await using JobStore store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);
        IScorer configured = new EnsembleScorer("both", [new EnsembleMember(new JudgeScorer(new ChatModel("judge", endpoint.GetChatClient("judge")), "Count letters."))]);

        FusionOutcome first = await RunAsync(new JobCalls(store.Calls).Wrap(configured), "one", "seventeen");
        FusionOutcome second = await RunAsync(new JobCalls(store.Calls).Wrap(configured), "seventeen", "one", "two");

        Assert.Equal("seventeen", first.Answer);
        Assert.Equal("seventeen", second.Answer);
        Assert.Equal(upstream.Requests.Count, (await store.Calls.StatsAsync(Cancel)).Calls);
        Assert.All(upstream.Requests, request => Assert.Contains("Count letters.", request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrap_ScorerWhoseModelsCannotBeChanged_IsRefused()
    {
        await using JobStore store = await JobStore.OpenAsync(_folder.Address, cancellationToken: Cancel);

        NotSupportedException refused = Assert.Throws<NotSupportedException>(() => new JobCalls(store.Calls).Wrap(new AskingScorer()));

        Assert.Contains("asking", refused.Message, StringComparison.Ordinal);
    }

    private sealed class AskingScorer : IScorer
    {
        public string Name => "asking";

        public IReadOnlyList<ChatModel> Models { get; } = [new ChatModel("judge", new ScriptedChatClient())];

        public Task<IReadOnlyList<CandidateScore>> ScoreAsync(AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    private static Task<FusionOutcome> RunAsync(IScorer scorer, params string[] answers) =>
        new FusionEngine(new Recipe("best", RecordedPanel.Instance, new BestOfNAggregator(scorer))).CompleteAsync(
            new FusionRequest([new ChatMessage(ChatRole.User, "Count.")]) { Candidates = [.. answers.Select((answer, i) => new Candidate(i, "m", CallState.Ok, answer))] }, Cancel);
}
